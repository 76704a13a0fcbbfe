/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.message.ActionsWriter;
import io.opsswitch.datapath.netlink.message.DatapathTable;
import io.opsswitch.datapath.netlink.message.KeyWriter;
import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.message.PacketTable;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Looks packets up and does what their flows say. Used under the kernel's lock. */
final class Pipeline {
    /** Deeper recirculation is a loop, and ends. */
    private static final int DEEPEST = 8;

    private final FakeKernel kernel;
    private final FakeDatapath datapath;
    private final KeyWriter keys = new KeyWriter(false);
    private int depth;

    Pipeline(FakeKernel kernel, FakeDatapath datapath) {
        this.kernel = kernel;
        this.datapath = datapath;
    }

    /** Look a packet up and do what its flow says, or hand it to user space. */
    void receive(Frame frame) {
        FlowKey key = frame.key();
        for (FakeFlow flow : datapath.flows) {
            datapath.maskHits++;
            if (flow.matches(key)) {
                datapath.hits++;
                flow.packets++;
                flow.bytes += frame.length();
                flow.used = kernel.nowMillis;
                flow.tcpFlags |= (int) key.get(FlowField.TCP_FLAGS);
                run(frame, flow.actions);
                return;
            }
        }
        datapath.missed++;
        FakePort port = datapath.ports.get((int) key.get(FlowField.IN_PORT));
        int pid = 0;
        if (isPerCpu()) {
            pid = datapath.cpuPids.get(0);
        } else if (port != null && !port.pids.isEmpty()) {
            // One flow always goes to the same channel.
            pid = port.pids.get(Math.floorMod(key.hashCode(), port.pids.size()));
        }
        upcall(frame, key, pid, PacketTable.CMD_MISS, null, null);
    }

    /** Return whether the processor decides about the channel, whatever ports and actions name. */
    private boolean isPerCpu() {
        return (datapath.features & DatapathTable.FEATURE_PER_CPU_UPCALLS) != 0 && !datapath.cpuPids.isEmpty();
    }

    void run(Frame frame, Actions actions) {
        list(frame, actions, 0, actions.end());
    }

    /** Do actions; return whether the packet is still there for those that follow. */
    private boolean list(Frame frame, Actions actions, int from, int end) {
        for (int at = from; at < end; at = actions.next(at)) {
            if (!one(frame, actions, at)) {
                return false;
            }
        }
        return true;
    }

    private boolean one(Frame frame, Actions actions, int at) {
        switch (actions.opcode(at)) {
            case Action.OUTPUT -> output(frame, actions.argument(at));
            case Action.USERSPACE -> {
                Action.Upcall upcall = actions.upcall(at);
                int pid = isPerCpu() ? datapath.cpuPids.get(0) : upcall.pid();
                upcall(frame, frame.key(), pid, PacketTable.CMD_ACTION, upcall, actions);
            }
            case Action.SET, Action.SET_MASKED -> FrameEditor.set(frame, actions, at);
            case Action.PUSH_VLAN ->
                FrameEditor.pushVlan(frame, actions.argument(at) >>> 16, actions.argument(at) & 0xefff);
            case Action.POP_VLAN -> FrameEditor.popVlan(frame);
            case Action.SAMPLE -> {
                int probability = actions.argument(at);
                if (probability == -1 || Integer.compareUnsigned(datapath.random.nextInt(), probability) < 0) {
                    list(frame.copy(), actions, actions.nestedStart(at), actions.next(at));
                }
            }
            case Action.RECIRC -> recirculate(frame, actions.argument(at));
            case Action.HASH -> hash(frame, actions.argument(at, 1));
            case Action.PUSH_MPLS -> FrameEditor.pushMpls(frame, actions.argument(at), actions.argument(at, 1));
            case Action.POP_MPLS -> FrameEditor.popMpls(frame, actions.argument(at));
            case Action.CT -> {
                return kernel.tracker.track(kernel, frame, actions.connTrack(at));
            }
            case Action.TRUNC -> frame.cutTo(actions.argument(at));
            case Action.PUSH_ETH ->
                FrameEditor.pushEthernet(frame, actions.ethernetAddress(at, 0), actions.ethernetAddress(at, 1));
            case Action.POP_ETH -> FrameEditor.popEthernet(frame);
            case Action.CT_CLEAR -> Tracker.clear(frame.metadata());
            case Action.PUSH_NSH -> FrameEditor.pushNsh(frame, actions.nsh(at));
            case Action.POP_NSH -> FrameEditor.popNsh(frame);
            case Action.METER -> {
                FakeMeter meter = datapath.meters.get(actions.argument(at));
                return meter == null || meter.passes(frame.length(), kernel.nowMillis);
            }
            case Action.CLONE -> list(frame.copy(), actions, actions.nestedStart(at), actions.next(at));
            case Action.CHECK_PKT_LEN -> {
                boolean longer = frame.length() > actions.argument(at);
                int start = longer ? actions.nestedStart(at) : actions.shorterStart(at);
                list(frame, actions, start, longer ? actions.shorterStart(at) : actions.next(at));
            }
            case Action.ADD_MPLS ->
                FrameEditor.addMpls(frame, actions.argument(at), actions.argument(at, 1), actions.argument(at, 2));
            case Action.DEC_TTL -> {
                if (FrameEditor.decTtl(frame)) {
                    list(frame, actions, actions.nestedStart(at), actions.next(at));
                    return false;
                }
            }
            case Action.DROP -> {
                return false;
            }
            default -> throw new IllegalStateException("action " + actions.opcode(at) + " was let in");
        }
        return true;
    }

    private void output(Frame frame, int number) {
        byte[] bytes = frame.leaving();
        FakePort port = datapath.ports.get(number);
        if (port != null) {
            port.txPackets++;
            port.txBytes += bytes.length;
            FlowKey tunnel = new FlowKey();
            for (FlowField field : FlowField.values()) {
                if (field.name().startsWith("TUN_")) {
                    tunnel.set(field, frame.metadata().get(field));
                }
            }
            port.sent.add(new FakeTransport.Sent(bytes, tunnel));
        }
    }

    private void recirculate(Frame frame, int id) {
        if (depth < DEEPEST) {
            depth++;
            Frame again = frame.copy();
            again.metadata().set(FlowField.RECIRC_ID, id);
            receive(again);
            depth--;
        }
    }

    private static void hash(Frame frame, int basis) {
        FlowKey key = frame.key();
        long mixed = basis;
        for (int word : new int[] {
            FlowField.IPV4_SRC.word(),
            FlowField.IPV6_SRC_LOW.word(),
            FlowField.IPV6_DST_LOW.word(),
            FlowField.TP_SRC.word(),
            FlowField.ETH_DST.word()
        }) {
            mixed = (mixed ^ key.word(word)) * 0x9e3779b97f4a7c15L;
        }
        int hash = (int) (mixed >>> 32);
        // 0 stands for no hash.
        frame.metadata().set(FlowField.DP_HASH, hash == 0 ? 1 : hash);
    }

    private void upcall(
            Frame frame, FlowKey key, int pid, int command, Action.@Nullable Upcall action, @Nullable Actions actions) {
        FakeChannel channel = pid == 0 ? null : kernel.upcallChannel(pid);
        if (channel == null) {
            datapath.lost++;
            return;
        }
        int whole = frame.length();
        byte[] bytes = action == null ? frame.bytes() : frame.leaving();
        try {
            if (!channel.offer(message(frame, bytes, whole, key, pid, command, action, actions))) {
                datapath.lost++;
            }
        } catch (NetlinkException e) {
            if (e.errno() != Errno.EMSGSIZE) {
                throw new IllegalStateException("the upcall of a packet cannot be written", e);
            }
            // Too large for a message: kernels lose such packets too.
            datapath.lost++;
        }
    }

    private ByteBuffer message(
            Frame frame,
            byte[] bytes,
            int whole,
            FlowKey key,
            int pid,
            int command,
            Action.@Nullable Upcall action,
            @Nullable Actions actions)
            throws NetlinkException {
        MessageWriter writer = new MessageWriter();
        int family = kernel.family(Family.PACKET);
        int version = Family.PACKET.version();
        writer.begin(kernel.upcallDraft, family, 0, command, version, datapath.number, PacketTable.TABLE);
        writer.address(0, pid);
        keys.key(writer, PacketTable.KEY, key, null);
        if (action != null) {
            if (action.userData().length > 0) {
                writer.putBytes(PacketTable.USERDATA, action.userData());
            }
            if (action.egressTunnelPort() != -1 && !kernel.windows) {
                egress(writer, frame);
            }
            if (action.withActions() && actions != null && !kernel.windows) {
                new ActionsWriter().write(writer, PacketTable.ACTIONS, actions);
            }
        }
        if (!kernel.windows) {
            if (bytes.length < whole) {
                writer.put(PacketTable.LEN, whole);
            }
            long hash = frame.metadata().get(FlowField.DP_HASH);
            if (hash != 0) {
                writer.put(PacketTable.HASH, hash);
            }
        }
        writer.putBytes(PacketTable.PACKET, bytes);
        return Answers.copy(writer.end());
    }

    private void egress(MessageWriter writer, Frame frame) throws NetlinkException {
        keys.tunnel(writer, PacketTable.EGRESS_TUN_KEY, frame.metadata());
    }
}
