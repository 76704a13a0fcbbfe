/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.packet.PacketComposer;
import io.opsswitch.datapath.text.FlowParser;
import io.opsswitch.datapath.text.FlowTextException;
import io.opsswitch.datapath.text.PortNames;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The control commands that tests drive dummy ports with, under Open vSwitch's names. */
final class DummyCommands {

    private static final int ETHERNET_HEADER = 14;

    private final Supplier<? extends List<Datapath>> datapaths;

    private DummyCommands(Supplier<? extends List<Datapath>> datapaths) {
        this.datapaths = datapaths;
    }

    static void register(ControlCommands commands, Supplier<? extends List<Datapath>> datapaths) {
        DummyCommands here = new DummyCommands(datapaths);
        commands.register(
                "netdev-dummy/receive",
                "name [--qid queue_id] packet|flow [--len packet_len]",
                2,
                Integer.MAX_VALUE,
                here::receive);
        commands.register("netdev-dummy/conn-state", "[netdev]", 0, 1, here::connectionState);
        commands.register("netdev-dummy/set-admin-state", "[netdev] up|down", 1, 2, here::setAdminState);
    }

    private List<DummyPort> ports() {
        List<DummyPort> ports = new ArrayList<>();
        for (Datapath datapath : datapaths.get()) {
            for (Port port : datapath.ports()) {
                if (port instanceof DummyPort dummy) {
                    ports.add(dummy);
                }
            }
        }
        return ports;
    }

    private @Nullable DummyPort port(String name) {
        for (DummyPort port : ports()) {
            if (port.name().equals(name)) {
                return port;
            }
        }
        return null;
    }

    private String receive(List<String> args) throws ControlException {
        DummyPort port = port(args.get(0));
        if (port == null) {
            throw new ControlException("no such dummy netdev");
        }
        int first = 1;
        int queue = 0;
        if (args.size() > 2 && args.get(1).equals("--qid")) {
            queue = number(args.get(2));
            if (queue < 0 || queue >= port.queueCount()) {
                throw new ControlException("bad rx queue id.");
            }
            first = 3;
        }
        List<byte[]> frames = new ArrayList<>();
        for (int i = first; i < args.size(); i++) {
            byte[] frame = hex(args.get(i));
            if (frame == null) {
                int length = 0;
                String flow = args.get(i);
                if (i + 2 < args.size() && args.get(i + 1).equals("--len")) {
                    length = number(args.get(i + 2));
                    if (length < ETHERNET_HEADER) {
                        throw new ControlException("too small packet len");
                    }
                    i += 2;
                }
                frame = compose(flow, length);
            }
            frames.add(frame);
        }
        try {
            for (byte[] frame : frames) {
                port.inject(frame, queue);
            }
        } catch (IllegalStateException | IllegalArgumentException e) {
            throw new ControlException(String.valueOf(e.getMessage()));
        }
        return "";
    }

    /** Return the frame that hexadecimal digits say, or null if they are none. */
    private static byte @Nullable [] hex(String text) {
        try {
            byte[] frame = HexFormat.of().parseHex(text.replaceAll("\\s", ""));
            return frame.length < ETHERNET_HEADER ? null : frame;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static byte[] compose(String flow, int length) throws ControlException {
        try {
            FlowKey key = FlowParser.match(flow, PortNames.NONE).key();
            return length == 0 ? PacketComposer.compose(key) : PacketComposer.compose(key, length);
        } catch (FlowTextException | IllegalArgumentException e) {
            throw new ControlException(String.valueOf(e.getMessage()));
        }
    }

    private static int number(String text) {
        try {
            return Integer.parseInt(text);
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    private String connectionState(List<String> args) {
        if (!args.isEmpty()) {
            return connectionState(args.get(0), port(args.get(0)));
        }
        StringBuilder text = new StringBuilder();
        for (DummyPort port : ports()) {
            DummyWire wire = port.wire();
            if (wire != null && wire.isActive()) {
                text.append(connectionState(port.name(), port));
            }
        }
        return text.toString();
    }

    /** Only of a port that goes to another one it is known whether it got there. */
    private static String connectionState(String name, @Nullable DummyPort port) {
        DummyWire wire = port == null ? null : port.wire();
        String state = wire == null || !wire.isActive() ? "unknown" : wire.isConnected() ? "connected" : "disconnected";
        return name + ": " + state + "\n";
    }

    private String setAdminState(List<String> args) throws ControlException {
        String state = args.get(args.size() - 1);
        if (!state.equalsIgnoreCase("up") && !state.equalsIgnoreCase("down")) {
            throw new ControlException("Invalid Admin State");
        }
        boolean isUp = state.equalsIgnoreCase("up");
        if (args.size() == 1) {
            ports().forEach(port -> port.setAdminUp(isUp));
        } else {
            DummyPort port = port(args.get(0));
            if (port == null) {
                throw new ControlException("Unknown Dummy Interface");
            }
            port.setAdminUp(isUp);
        }
        return "OK";
    }
}
