/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.DatapathAbilities;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.SlowPathCookie;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.PacketComposer;
import io.opsswitch.datapath.packet.PacketParser;
import io.opsswitch.datapath.text.ActionFormat;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KernelActionsTest {
    private static final int PID = 4711;
    private static final long A = 0x0200_0000_000aL;
    private static final long B = 0x0200_0000_000bL;

    private final KernelActions linux = new KernelActions(without(Action.TUNNEL_PUSH, Action.DROP), Set.of());
    private final KernelActions windows =
            new KernelActions(without(Action.SET_MASKED, Action.CLONE), Set.of(KeyGroup.SKB_MARK));

    private static DatapathAbilities without(int... opcodes) {
        DatapathAbilities.Reach reach = DatapathAbilities.Reach.WHOLE;
        for (int opcode : opcodes) {
            reach = reach.with(opcode, false);
        }
        return DatapathAbilities.USUAL.withReach(reach);
    }

    private static FlowKey arp() {
        return new FlowKey()
                .set(FlowField.IN_PORT, 1)
                .set(FlowField.ETH_SRC, A)
                .set(FlowField.ETH_DST, B)
                .set(FlowField.ETH_TYPE, EtherType.ARP)
                .set(FlowField.IP_PROTO, 1)
                .set(FlowField.IPV4_SRC, 0x0a00_0001)
                .set(FlowField.IPV4_DST, 0x0a00_0002);
    }

    private static Actions.Builder setOpcode(Actions.Builder actions, int opcode) {
        return actions.setMasked(
                KeyGroup.ARP,
                new FlowKey().set(FlowField.IP_PROTO, opcode),
                new FlowKey().matchAll(FlowField.IP_PROTO));
    }

    @Test
    void takesWhatNoKernelSetsForPacketsButNotForFlows() {
        Actions actions = setOpcode(Actions.builder(), 2).output(3).build();
        assertThat(linux.abilities().isSlow(actions)).isTrue();
        linux.check(actions);
        assertThatThrownBy(() -> linux.checkFlow(actions))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not set all of the headers in \"set(arp(op=2)),3\"")
                .hasMessageContaining("netdev");
    }

    @Test
    void givesTheSlowPathItsChannel() {
        Action.Upcall upcall = new Action.Upcall(0, new SlowPathCookie(SlowPathCookie.ACTION).encode(), -1, false);
        Actions actions = Actions.builder().userspace(upcall).build();
        linux.checkFlow(actions);
        assertThat(ActionFormat.text(linux.forKernel(actions, arp(), PID)))
                .isEqualTo("userspace(pid=4711,slow_path(action))");
    }

    @Test
    void givesUpcallsTheirChannelHoweverDeepTheyAre() {
        Action.Upcall upcall = new Action.Upcall(0, new byte[] {1}, -1, false);
        Actions actions = Actions.builder()
                .userspace(upcall)
                .sample(
                        7,
                        nested ->
                                nested.copy(deeper -> deeper.userspace(upcall)).output(2))
                .build();
        assertThat(ActionFormat.text(linux.forKernel(actions, arp(), PID)))
                .isEqualTo(ActionFormat.text(actions).replace("pid=0", "pid=4711"));
    }

    @Test
    void writesMaskedSetsWholeWhereOnlyTheseAreKnown() {
        FlowKey value = new FlowKey().set(FlowField.ETH_DST, 0x0200_0000_00ffL);
        Actions actions = Actions.builder()
                .setMasked(KeyGroup.ETHERNET, value, new FlowKey().matchAll(FlowField.ETH_DST))
                .output(2)
                .build();
        assertThat(ActionFormat.text(windows.forKernel(actions, arp(), PID)))
                .isEqualTo("set(eth(src=02:00:00:00:00:0a,dst=02:00:00:00:00:ff)),2");
        assertThat(linux.forKernel(actions, arp(), PID)).isEqualTo(actions);
    }

    @Test
    void refusesWhatNobodyCanDoAndSaysWhat() {
        assertThatThrownBy(() -> linux.check(Actions.builder().drop(1).build()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("does not have the action drop")
                .hasMessageContaining("netdev");
        assertThatThrownBy(() -> windows.check(Actions.builder()
                        .set(KeyGroup.SKB_MARK, new FlowKey().set(FlowField.PKT_MARK, 1))
                        .build()))
                .hasMessageContaining("set of SKB_MARK");
        assertThatThrownBy(() -> linux.check(Actions.builder()
                        .sample(5, nested -> setOpcode(nested, 2))
                        .build()))
                .hasMessageContaining("inside of sample");
    }

    @Test
    void doesEachStretchWithTheHeadersThatAreSetByThen() {
        List<String> done = new ArrayList<>();
        byte[] frame = PacketComposer.compose(arp());
        Actions.Builder actions = Actions.builder().output(1).pushVlan(EtherType.VLAN, 5);
        setOpcode(actions, 2).output(2);
        actions.copy(nested -> setOpcode(nested, 3).output(3));
        actions.popVlan().output(4);
        new SlowExecution(linux.abilities(), (packet, list) -> {
                    FlowKey key = new FlowKey();
                    PacketParser.parse(packet, packet.position(), packet.remaining(), 1, key);
                    done.add(key.get(FlowField.IP_PROTO) + ": " + ActionFormat.text(list));
                })
                .run(ByteBuffer.wrap(frame), actions.build());
        assertThat(done)
                .containsExactly(
                        "1: 1,push_vlan(vid=5,pcp=0)",
                        "2: push_vlan(vid=5,pcp=0),2",
                        "3: push_vlan(vid=5,pcp=0),3",
                        "2: push_vlan(vid=5,pcp=0),pop_vlan,4");
    }
}
