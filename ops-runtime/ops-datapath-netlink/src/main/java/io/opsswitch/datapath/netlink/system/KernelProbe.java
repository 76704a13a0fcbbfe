/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.DatapathAbilities;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.frame.HeaderSetter;
import io.opsswitch.datapath.netlink.client.Flows;
import io.opsswitch.datapath.netlink.client.KernelDatapath;
import io.opsswitch.datapath.netlink.client.Meters;
import io.opsswitch.datapath.netlink.message.FlowRecord;
import io.opsswitch.datapath.netlink.transport.Capabilities;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.packet.EtherType;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * Finds out what a kernel's datapath can do: asks it for flows, of packets that never come, with each action and each kind
 * of key, and takes those away that it agreed to. What it has done without masks is known from its contract, since it does
 * not look at actions before packets come.
 */
final class KernelProbe {

    private static final Vlog VLOG = Vlog.module("ofproto_dpif");
    /** No packet comes by such a recirculation: their numbers are given from 1 up. */
    private static final long NEVER = 0x7fff_fff1L;

    private static final int MAX_LABELS = 3;
    /** Tags and labels in the keys of Windows' extension. */
    private static final int FROZEN_TAGS = 1;

    private static final int FROZEN_LABELS = 1;

    private final KernelDatapath kernel;
    private final String name;
    private final FlowRecord ignored = new FlowRecord();

    /**
     * What a kernel can do.
     *
     * @param actions the actions
     * @param meters its meters
     */
    record Result(KernelActions actions, Meters.Features meters) {}

    private KernelProbe(KernelDatapath kernel, String name) {
        this.kernel = kernel;
        this.name = name;
    }

    /** Ask a datapath; its name is for the log. */
    static Result ask(KernelDatapath kernel, Capabilities capabilities, String name) throws NetlinkException {
        KernelProbe probe = new KernelProbe(kernel, name);
        return capabilities.megaflows() ? probe.ask() : probe.frozen();
    }

    private Result ask() throws NetlinkException {
        Set<Integer> missing = new HashSet<>();
        Set.of(Action.TUNNEL_PUSH, Action.TUNNEL_POP).forEach(missing::add);
        FlowKey plain = key();
        int tags = tags();
        int labels = labels();
        int hash = takes(
                        ip(),
                        mask(),
                        Actions.builder().hash(Action.HASH_SYMMETRIC_L4, 0).build())
                ? Action.HASH_SYMMETRIC_L4
                : Action.HASH_L4;
        FlowKey source = new FlowKey().set(FlowField.ETH_SRC, 0x0200_0000_0001L);
        FlowKey sourceMask = new FlowKey().set(FlowField.ETH_SRC, 1);
        action(Action.TRUNC, plain, Actions.builder().trunc(1500), missing);
        action(Action.CLONE, plain, Actions.builder().copy(nested -> nested.output(0)), missing);
        action(
                Action.CHECK_PKT_LEN,
                plain,
                Actions.builder().checkLength(64, longer -> longer.output(0), shorter -> shorter.output(0)),
                missing);
        action(Action.CT_CLEAR, plain, Actions.builder().connTrackClear(), missing);
        Action.ConnTrack track = new Action.ConnTrack(false, false, 1, 0, 0, 0, 0, 0, 0, 0, null, null, null);
        action(Action.CT, ip(), Actions.builder().connTrack(track), missing);
        action(Action.SET_MASKED, plain, Actions.builder().setMasked(KeyGroup.ETHERNET, source, sourceMask), missing);
        action(Action.ADD_MPLS, plain, Actions.builder().addMpls(0x100, EtherType.MPLS, 1), missing);
        action(Action.DEC_TTL, ip(), Actions.builder().decTtl(nested -> nested.output(0)), missing);
        action(Action.DROP, plain, Actions.builder().drop(0), missing);
        action(Action.PSAMPLE, plain, Actions.builder().psample(10, new byte[] {1}), missing);
        Meters.Features meters = meters(missing);
        DatapathAbilities.Reach reach = new DatapathAbilities.Reach(tags, labels, hash, false, missing);
        return result(true, reach, EnumSet.noneOf(KeyGroup.class), meters);
    }

    /** Sort the groups that it does not set: what the switch itself can set goes there, the rest is refused. */
    private static Result result(
            boolean hasMasks, DatapathAbilities.Reach reach, Set<KeyGroup> unsettable, Meters.Features meters) {
        Set<KeyGroup> slow = new HashSet<>(DatapathAbilities.SET_BY_NO_KERNEL);
        Set<KeyGroup> refused = new HashSet<>();
        unsettable.forEach(group -> (HeaderSetter.supports(group) ? slow : refused).add(group));
        DatapathAbilities abilities = new DatapathAbilities(
                hasMasks,
                reach.has(Action.TUNNEL_PUSH),
                reach.has(Action.DROP),
                reach.has(Action.CHECK_PKT_LEN),
                false,
                slow,
                reach);
        return new Result(new KernelActions(abilities, refused), meters);
    }

    /** Return what Windows' extension does as of its last version. */
    private Result frozen() throws NetlinkException {
        Set<Integer> has = Set.of(
                Action.OUTPUT,
                Action.USERSPACE,
                Action.SET,
                Action.PUSH_VLAN,
                Action.POP_VLAN,
                Action.SAMPLE,
                Action.RECIRC,
                Action.HASH,
                Action.PUSH_MPLS,
                Action.POP_MPLS,
                Action.CT,
                Action.METER);
        Set<Integer> missing = new HashSet<>();
        for (int opcode = Action.OUTPUT; opcode <= Action.TUNNEL_POP; opcode++) {
            if (!has.contains(opcode)) {
                missing.add(opcode);
            }
        }
        Set<KeyGroup> unsettable = EnumSet.complementOf(
                EnumSet.of(KeyGroup.ETHERNET, KeyGroup.IPV4, KeyGroup.TUNNEL, KeyGroup.UDP, KeyGroup.TCP));
        VLOG.info("%s: Datapath has no masks: each flow is for packets that are the same in all fields", name);
        Meters.Features meters = meters(missing);
        DatapathAbilities.Reach reach =
                new DatapathAbilities.Reach(FROZEN_TAGS, FROZEN_LABELS, Action.HASH_L4, false, missing);
        return result(false, reach, unsettable, meters);
    }

    private static FlowKey key() {
        return new FlowKey().set(FlowField.RECIRC_ID, NEVER).set(FlowField.ETH_TYPE, 0x1234);
    }

    private static FlowKey ip() {
        return key().set(FlowField.ETH_TYPE, EtherType.IPV4);
    }

    private static FlowKey mask() {
        return new FlowKey()
                .matchAll(FlowField.RECIRC_ID)
                .matchAll(FlowField.IN_PORT)
                .matchAll(FlowField.PACKET_TYPE)
                .matchAll(FlowField.ETH_TYPE);
    }

    /** Return whether the kernel takes a flow. */
    private boolean takes(FlowKey key, FlowKey mask, Actions actions) throws NetlinkException {
        try {
            kernel.flows().put(Flows.Put.CREATE_OR_MODIFY, key, mask, actions, null, false, true);
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENODEV || e.errno() == Errno.ECANCELED) {
                throw e;
            }
            return false;
        }
        kernel.flows().delete(key, null, ignored);
        return true;
    }

    private void action(int opcode, FlowKey key, Actions.Builder actions, Set<Integer> missing)
            throws NetlinkException {
        boolean works = takes(key, mask(), actions.build());
        VLOG.dbg("%s: Datapath %s %s", name, works ? "has" : "lacks", Action.name(opcode));
        if (!works) {
            missing.add(opcode);
        }
    }

    private int tags() throws NetlinkException {
        FlowKey key =
                key().set(FlowField.VLAN_TPID, EtherType.VLAN).set(FlowField.VLAN_TCI, FlowField.VLAN_PRESENT | 1);
        FlowKey mask = mask().matchAll(FlowField.VLAN_TCI).matchAll(FlowField.VLAN_TPID);
        if (!takes(key, mask, Actions.DROP)) {
            return 0;
        }
        key.set(FlowField.INNER_VLAN_TPID, EtherType.VLAN).set(FlowField.INNER_VLAN_TCI, FlowField.VLAN_PRESENT | 2);
        mask.matchAll(FlowField.INNER_VLAN_TCI).matchAll(FlowField.INNER_VLAN_TPID);
        return takes(key, mask, Actions.DROP) ? 2 : 1;
    }

    private int labels() throws NetlinkException {
        FlowField[] entries = {FlowField.MPLS_LSE_0, FlowField.MPLS_LSE_1, FlowField.MPLS_LSE_2};
        for (int count = MAX_LABELS; count > 0; count--) {
            FlowKey key = key().set(FlowField.ETH_TYPE, EtherType.MPLS);
            FlowKey mask = mask();
            for (int i = 0; i < count; i++) {
                key.set(entries[i], 0x1000L * (i + 1) | (i == count - 1 ? 0x100 : 0));
                mask.matchAll(entries[i]);
            }
            if (takes(key, mask, Actions.DROP)) {
                return count;
            }
        }
        return 0;
    }

    private Meters.Features meters(Set<Integer> missing) throws NetlinkException {
        try {
            Meters.Features features = kernel.meters().features();
            if (features.meters() != 0 && features.drops()) {
                return features;
            }
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENODEV || e.errno() == Errno.ECANCELED) {
                throw e;
            }
        }
        VLOG.info("%s: Datapath does not support meters", name);
        missing.add(Action.METER);
        return new Meters.Features(0, 0, false);
    }
}
