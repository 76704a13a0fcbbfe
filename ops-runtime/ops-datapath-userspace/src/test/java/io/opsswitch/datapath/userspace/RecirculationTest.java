/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.PortSpec;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RecirculationTest {

    private static final FlowKey MASK = new FlowKey()
            .matchAll(FlowField.IN_PORT)
            .matchAll(FlowField.RECIRC_ID)
            .matchAll(FlowField.PKT_MARK);
    private static final byte[] FRAME = TestFrames.numbered(100, 1);
    private static final byte[] TAGGED = TestFrames.tagged(FRAME, 0x8100, 5);

    private UserspaceDatapath datapath;
    private DummyPort p1;
    private DummyPort p2;
    private DummyPort p3;

    @BeforeEach
    void open() throws Exception {
        datapath = (UserspaceDatapath) new UserspaceDatapathProvider().open("ovs-test");
        p1 = addDummy("p1");
        p2 = addDummy("p2");
        p3 = addDummy("p3");
    }

    @AfterEach
    void close() {
        datapath.close();
    }

    private DummyPort addDummy(String name) throws Exception {
        return (DummyPort) datapath.addPort(new PortSpec(name, DummyPort.TYPE, Map.of(), 0));
    }

    private void flow(int recirculation, int mark, Actions.Builder actions) {
        FlowKey key = new FlowKey()
                .set(FlowField.IN_PORT, 1)
                .set(FlowField.RECIRC_ID, recirculation)
                .set(FlowField.PKT_MARK, mark);
        datapath.putFlow(key, MASK, actions.build());
    }

    private static Actions.Builder marked(int mark) {
        return Actions.builder()
                .setMasked(
                        KeyGroup.SKB_MARK,
                        new FlowKey().set(FlowField.PKT_MARK, mark),
                        new FlowKey().matchAll(FlowField.PKT_MARK));
    }

    @Test
    void looksThePacketUpAgainAsItIsByThen() {
        flow(0, 0, marked(9).pushVlan(0x8100, 5).recirc(7));
        flow(7, 9, Actions.builder().output(2).popVlan().output(3));
        p1.inject(FRAME);
        p1.inject(FRAME);
        assertThat(p2.takeSent()).containsExactly(TAGGED, TAGGED);
        assertThat(p3.takeSent()).containsExactly(FRAME, FRAME);
        assertThat(datapath.dumpFlows())
                .allSatisfy(flow -> assertThat(flow.packets()).isEqualTo(2));
    }

    @Test
    void goesOnWithThePacketAsItWasWhereActionsFollow() {
        flow(0, 0, marked(9).recirc(7).output(3));
        flow(7, 9, Actions.builder().pushVlan(0x8100, 5).output(2).recirc(8));
        flow(8, 9, Actions.builder().pushVlan(0x8100, 6).output(2));
        p1.inject(FRAME);
        assertThat(p2.takeSent()).containsExactly(TAGGED, TestFrames.tagged(TAGGED, 0x8100, 6));
        assertThat(p3.takeSent()).containsExactly(FRAME);
    }

    @Test
    void asksTheHandlerWhereNoFlowMatchesAndDoesWhatItWants() {
        List<FlowKey> asked = new ArrayList<>();
        datapath.setUpcallHandler((self, packet, key) -> {
            asked.add(key.copy());
            boolean isFirst = key.get(FlowField.RECIRC_ID) == 0;
            self.execute(
                    packet,
                    key,
                    isFirst
                            ? marked(9)
                                    .pushVlan(0x8100, 5)
                                    .recirc(7)
                                    .popVlan()
                                    .output(3)
                                    .build()
                            : Actions.builder().output(2).recirc(8).output(2).build());
        });
        flow(8, 9, Actions.builder().popVlan().output(2));
        p1.inject(FRAME);
        assertThat(asked).hasSize(2);
        assertThat(asked.get(1).get(FlowField.RECIRC_ID)).isEqualTo(7);
        assertThat(asked.get(1).get(FlowField.PKT_MARK)).isEqualTo(9);
        assertThat(asked.get(1).get(FlowField.VLAN_TCI)).isEqualTo(0x1005);
        assertThat(p2.takeSent()).containsExactly(TAGGED, FRAME, TAGGED);
        assertThat(p3.takeSent()).containsExactly(FRAME);
    }

    @Test
    void dropsWhatGoesInACircleAndGoesOn() {
        flow(0, 0, Actions.builder().recirc(1));
        flow(1, 0, Actions.builder().output(2).recirc(1));
        p1.inject(FRAME);
        assertThat(p2.takeSent()).hasSize(6);
        p1.inject(FRAME);
        assertThat(p2.takeSent()).hasSize(6);
    }

    @Test
    void isThereForPacketsOfTheSwitchToo() {
        flow(7, 0, Actions.builder().output(2));
        datapath.execute(
                ByteBuffer.wrap(FRAME),
                TestFrames.from(1),
                Actions.builder().recirc(7).build());
        assertThat(p2.takeSent()).containsExactly(FRAME);
    }
}
