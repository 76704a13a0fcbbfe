/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.packet;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.message.wire.Property;
import io.opsswitch.openflow.message.wire.PropertyWriter;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * What a switch has to know to go on with a packet that a controller has held. Only the switch that wrote it reads it; the
 * form is that of Open vSwitch, so that its tools print it.
 *
 * @param bridge the bridge where it was, all zeros if not told
 * @param stack what is on the stack, the top first; not to be changed
 * @param mirrors a bit for each mirror that has it already
 * @param tracked whether its connection is tracked
 * @param frames what is still to be done, in order
 * @param actionSet its action set
 * @param datapathPort the datapath's number of a port, 0 if not told
 */
public record Continuation(
        UUID bridge,
        List<byte[]> stack,
        int mirrors,
        boolean tracked,
        List<Frame> frames,
        List<OfpAct> actionSet,
        int datapathPort) {

    private static final int BRIDGE = 0x8000;
    private static final int STACK = 0x8001;
    private static final int MIRRORS = 0x8002;
    private static final int TRACKED = 0x8003;
    private static final int TABLE = 0x8004;
    private static final int COOKIE = 0x8005;
    private static final int ACTIONS = 0x8006;
    private static final int ACTION_SET = 0x8007;
    private static final int DATAPATH_PORT = 0x8008;

    private static final int LONGEST_VALUE = 128;
    private static final UUID NO_BRIDGE = new UUID(0, 0);

    /**
     * Actions of one flow.
     *
     * @param table the flow's table
     * @param cookie the flow's cookie
     * @param actions those that are still to be done
     */
    public record Frame(int table, long cookie, List<OfpAct> actions) {}

    /** Read one. */
    public static Continuation decode(byte[] bytes, WireContext context) {
        WireReader in = new WireReader(ByteBuffer.wrap(bytes));
        UUID bridge = NO_BRIDGE;
        List<byte[]> stack = new ArrayList<>();
        int mirrors = 0;
        boolean tracked = false;
        int table = 0;
        long cookie = 0;
        List<Frame> frames = new ArrayList<>();
        List<OfpAct> actionSet = List.of();
        int datapathPort = 0;
        while (in.remaining() > 0) {
            Property property = Property.pull(in);
            switch (property.standardType()) {
                case BRIDGE -> {
                    WireReader value = property.ofLength(20).value();
                    bridge = new UUID(value.i64(), value.i64());
                }
                case STACK -> stack.add(stackValue(property));
                case MIRRORS -> mirrors = property.i32();
                case TRACKED -> tracked = true;
                case TABLE -> table = property.u8();
                case COOKIE -> cookie = property.i64();
                case ACTIONS ->
                    frames.add(new Frame(
                            table, cookie, context.parts().readActions(property.nested(), context.version())));
                case ACTION_SET -> actionSet = context.parts().readActions(property.nested(), context.version());
                case DATAPATH_PORT -> datapathPort = property.i32();
                default -> property.unknown(context, "continuation");
            }
        }
        return new Continuation(
                bridge, List.copyOf(stack), mirrors, tracked, List.copyOf(frames), actionSet, datapathPort);
    }

    private static byte[] stackValue(Property property) {
        byte[] value = property.value().rest();
        if (value.length > LONGEST_VALUE) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBPC_BAD_LEN, "NXCPT_STACK property has bad length " + value.length);
        }
        return value;
    }

    /** Write it. */
    public byte[] encode(WireContext context) {
        WireWriter out = new WireWriter();
        if (!bridge.equals(NO_BRIDGE)) {
            int start = PropertyWriter.start(out, BRIDGE);
            out.u64(bridge.getMostSignificantBits()).u64(bridge.getLeastSignificantBits());
            PropertyWriter.end(out, start);
        }
        stack.forEach(value -> PropertyWriter.bytes(out, STACK, value));
        if (mirrors != 0) {
            PropertyWriter.u32(out, MIRRORS, mirrors);
        }
        if (tracked) {
            PropertyWriter.flag(out, TRACKED);
        }
        int table = 0;
        long cookie = 0;
        for (Frame frame : frames) {
            if (frame.table != table) {
                PropertyWriter.u8(out, TABLE, frame.table);
            }
            if (frame.cookie != cookie) {
                PropertyWriter.u64(out, COOKIE, frame.cookie);
            }
            table = frame.table;
            cookie = frame.cookie;
            actions(out, ACTIONS, frame.actions, context);
        }
        actions(out, ACTION_SET, actionSet, context);
        if (datapathPort != 0) {
            PropertyWriter.u32(out, DATAPATH_PORT, datapathPort);
        }
        return out.toBytes();
    }

    private static void actions(WireWriter out, int type, List<OfpAct> actions, WireContext context) {
        if (!actions.isEmpty()) {
            int start = PropertyWriter.startNested(out, type);
            context.parts().writeActions(actions, out, context.version());
            PropertyWriter.end(out, start);
        }
    }
}
