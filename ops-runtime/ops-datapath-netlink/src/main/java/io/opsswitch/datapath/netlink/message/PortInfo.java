/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A port as a kernel tells of it.
 *
 * @param datapath number of its datapath
 * @param number its number
 * @param type its type
 * @param name its name
 * @param upcallPids the channels for its upcalls
 * @param destinationPort port of a tunnel over UDP, 0 = none
 * @param groupPolicy whether a VXLAN tunnel carries group policy
 * @param ifindex index of its network interface, 0 = unknown
 * @param counters its counters, or null where the message has none
 */
public record PortInfo(
        int datapath,
        int number,
        PortType type,
        String name,
        List<Integer> upcallPids,
        int destinationPort,
        boolean groupPolicy,
        int ifindex,
        @Nullable Counters counters) {

    /**
     * Counters of a port.
     *
     * @param rxPackets packets received
     * @param txPackets packets sent
     * @param rxBytes bytes received
     * @param txBytes bytes sent
     * @param rxErrors bad packets received
     * @param txErrors packets that could not be sent
     * @param rxDropped packets received without room for them
     * @param txDropped packets to send without room for them
     */
    public record Counters(
            long rxPackets,
            long txPackets,
            long rxBytes,
            long txBytes,
            long rxErrors,
            long txErrors,
            long rxDropped,
            long txDropped) {}

    /** Create a description. */
    public PortInfo {
        upcallPids = List.copyOf(upcallPids);
    }

    /** Read a message of the family {@code ovs_vport}: a reply, one of a dump, or an event. */
    public static PortInfo read(MessageReader reader, ByteBuffer message) throws MalformedMessageException {
        reader.open(message, PortTable.TABLE);
        int number = -1;
        int type = 0;
        String name = "";
        List<Integer> pids = new ArrayList<>(1);
        int[] options = new int[2];
        int ifindex = 0;
        Counters counters = null;
        while (reader.next()) {
            switch (reader.type()) {
                case PortTable.PORT_NO -> number = reader.getInt();
                case PortTable.TYPE -> type = reader.getInt();
                case PortTable.NAME -> name = reader.getString();
                case PortTable.UPCALL_PID -> {
                    for (int i = 0; i < reader.length(); i += Integer.BYTES) {
                        pids.add(reader.getInt(i));
                    }
                }
                case PortTable.OPTIONS -> options(reader, options);
                case PortTable.STATS -> counters = counters(reader);
                case PortTable.IFINDEX -> ifindex = reader.getInt();
                default -> {
                    // Newer kernels tell more.
                }
            }
        }
        if (number < 0 || name.isEmpty()) {
            throw reader.fail(name.isEmpty() ? "lacks the name of the port" : "lacks the number of the port");
        }
        return new PortInfo(
                reader.datapath(),
                number,
                PortType.of(type),
                name,
                pids,
                options[0],
                options[1] != 0,
                ifindex,
                counters);
    }

    private static void options(MessageReader reader, int[] options) throws MalformedMessageException {
        reader.enter();
        while (reader.next()) {
            if (reader.type() == PortTable.OPTION_DST_PORT) {
                options[0] = reader.getInt();
            } else if (reader.type() == PortTable.OPTION_EXTENSION) {
                reader.enter();
                while (reader.next()) {
                    options[1] |= reader.type() == PortTable.EXTENSION_GBP ? 1 : 0;
                }
                reader.leave();
            }
        }
        reader.leave();
    }

    private static Counters counters(MessageReader reader) {
        long[] c = new long[8];
        reader.getLongs(c);
        return new Counters(c[0], c[1], c[2], c[3], c[4], c[5], c[6], c[7]);
    }
}
