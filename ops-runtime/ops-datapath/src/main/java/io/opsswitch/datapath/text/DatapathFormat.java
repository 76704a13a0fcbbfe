/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.Datapath.ShownFlow;
import io.opsswitch.datapath.DatapathStatistics;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.Port.PortStatistics;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What {@code show} and {@code dump-flows} of dpctl(8) say, as Open vSwitch says it. Stateless. */
public final class DatapathFormat {

    private static final int KIBI = 1024;
    private static final String[] UNITS = {"KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};
    /** Destination ports that are usual, which nobody says. */
    private static final Map<String, String> USUAL_PORTS =
            Map.of("vxlan", "4789", "geneve", "6081", "gtpu", "2152", "bareudp", "6635");

    private DatapathFormat() {}

    /**
     * Return the text of a datapath.
     *
     * @param name type and name, such as {@code system@ovs-system}
     * @param statistics what it counts, or null
     * @param types gives what kind of device a port is for people
     * @param hasStatistics whether to write those of each port
     */
    public static String show(
            String name,
            @Nullable DatapathStatistics statistics,
            List<Port> ports,
            Function<Port, String> types,
            boolean hasStatistics) {
        StringBuilder out = new StringBuilder(name).append(":\n");
        if (statistics != null) {
            counters(statistics, out);
        }
        for (Port port : ports) {
            out.append("  port ")
                    .append(Integer.toUnsignedString(port.number()))
                    .append(": ")
                    .append(port.name());
            String type = types.apply(port);
            if (!type.equals("system")) {
                out.append(" (").append(type).append(options(port, type)).append(')');
            }
            out.append('\n');
            if (hasStatistics) {
                statistics(port.statistics(), out);
            }
        }
        return out.toString();
    }

    private static void counters(DatapathStatistics statistics, StringBuilder out) {
        out.append("  lookups: hit:")
                .append(statistics.hits())
                .append(" missed:")
                .append(statistics.missed());
        out.append(" lost:")
                .append(statistics.lost())
                .append("\n  flows: ")
                .append(statistics.flows())
                .append('\n');
        long packets = statistics.hits() + statistics.missed();
        if (statistics.masks() >= 0) {
            out.append("  masks: hit:")
                    .append(statistics.maskHits())
                    .append(" total:")
                    .append(statistics.masks());
            out.append(" hit/pkt:")
                    .append(ratio(statistics.maskHits(), packets))
                    .append('\n');
            if (statistics.cacheHits() >= 0) {
                out.append("  cache: hit:").append(statistics.cacheHits());
                out.append(" hit-rate:")
                        .append(ratio(100.0 * statistics.cacheHits(), packets))
                        .append("%\n");
            }
        }
        if (statistics.masksCacheSize() >= 0) {
            out.append("  caches:\n    masks-cache: size:")
                    .append(statistics.masksCacheSize())
                    .append('\n');
        }
    }

    private static String ratio(double count, long packets) {
        return String.format(Locale.ROOT, "%.2f", packets == 0 ? 0.0 : count / packets);
    }

    /** Return the options of a tunnel's port, of which the name tells the destination port. */
    private static String options(Port port, String type) {
        int end = port.name().lastIndexOf('_');
        String usual = USUAL_PORTS.get(type);
        if (type.equals("internal") || type.equals("tap") || type.startsWith("dummy")) {
            return "";
        }
        String destination = port.name().substring(end + 1);
        boolean isOther = usual != null && !destination.equals(usual) && destination.matches("\\d+");
        return ": " + (isOther ? "dst_port=" + destination + ", " : "") + "packet_type=ptap";
    }

    private static void statistics(PortStatistics port, StringBuilder out) {
        counter("    RX packets:", port.rxPackets(), out);
        counter(" errors:", port.rxErrors(), out);
        counter(" dropped:", port.rxDropped(), out);
        out.append(" overruns:? frame:?\n");
        counter("    TX packets:", port.txPackets(), out);
        counter(" errors:", port.txErrors(), out);
        counter(" dropped:", port.txDropped(), out);
        out.append(" aborted:? carrier:?\n    collisions:?\n");
        counter("    RX bytes:", port.rxBytes(), out);
        size(port.rxBytes(), out);
        counter("  TX bytes:", port.txBytes(), out);
        size(port.txBytes(), out);
        out.append('\n');
    }

    private static void counter(String label, long value, StringBuilder out) {
        out.append(label).append(value < 0 ? "?" : Long.toString(value));
    }

    private static void size(long bytes, StringBuilder out) {
        double value = bytes;
        int unit = -1;
        while (value >= KIBI && unit < UNITS.length - 1) {
            value /= KIBI;
            unit++;
        }
        if (unit >= 0) {
            out.append(String.format(Locale.ROOT, " (%.1f %s)", value, UNITS[unit]));
        }
    }

    /**
     * Return the line of a flow.
     *
     * @param names the names of ports, or none
     * @param isVerbose whether to write its number, and fields that it does not match
     * @param hasPacketType whether to say that it is for Ethernet frames; a kernel has no other packets
     * @param nowMillis the time on the scale of {@link FlowEntry#usedMillis}
     */
    public static String flow(
            ShownFlow shown, PortNames names, boolean isVerbose, boolean hasPacketType, long nowMillis) {
        FlowEntry flow = shown.flow();
        FlowKey mask = flow.mask().copy().matchAll(FlowField.RECIRC_ID);
        if (hasPacketType) {
            mask.matchAll(FlowField.PACKET_TYPE);
        }
        return (isVerbose ? shown.ufid() + ", " : "")
                + (hasPacketType
                        ? FlowFormat.match(flow.key(), mask, names, isVerbose)
                        : FlowFormat.kernelMatch(flow.key(), mask, names, isVerbose))
                + ", " + statistics(flow, nowMillis)
                // Nothing is offloaded.
                + (isVerbose ? ", dp:ovs" : "")
                + ", actions:" + ActionFormat.text(flow.actions(), names);
    }

    /**
     * Return whether what {@code type=} asks for of a dump of flows has those of software: nothing is offloaded.
     *
     * @param types with commas between them
     * @throws IllegalArgumentException if there is no such type; the message is Open vSwitch's
     */
    public static boolean hasSoftwareFlows(String types) {
        boolean here = false;
        for (String type : types.split(",", -1)) {
            switch (type) {
                case "ovs", "all", "non-offloaded" -> here = true;
                case "tc", "dpdk", "offloaded", "partially-offloaded" -> {
                    // There are none of these.
                }
                default -> throw new IllegalArgumentException("Failed to parse type (" + type + ") (Invalid argument)");
            }
        }
        return here;
    }

    /** Return the counters of a flow as Open vSwitch writes them, and how long ago it was used. */
    public static String statistics(FlowEntry flow, long nowMillis) {
        String used = flow.usedMillis() == 0
                ? "never"
                : String.format(Locale.ROOT, "%.3fs", Math.max(0, nowMillis - flow.usedMillis()) / 1000.0);
        return "packets:" + flow.packets() + ", bytes:" + flow.bytes() + ", used:" + used;
    }
}
