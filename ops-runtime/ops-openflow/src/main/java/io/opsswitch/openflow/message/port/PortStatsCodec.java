/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.port;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.port.PortStats.Custom;
import io.opsswitch.openflow.message.port.PortStats.Reply;
import io.opsswitch.openflow.message.wire.Age;
import io.opsswitch.openflow.message.wire.ListCodec;
import io.opsswitch.openflow.message.wire.Property;
import io.opsswitch.openflow.message.wire.PropertyWriter;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Statistics of ports on the wire: up to OpenFlow 1.3 a fixed list of counters, then properties. */
public final class PortStatsCodec {

    /** Codec of all versions. */
    public static final ListCodec<PortStats, Reply> CODEC =
            new ListCodec<>(Reply::new, PortStatsCodec::decode, PortStatsCodec::encode);

    private static final int ETHERNET = 0;
    private static final int INTEL = 0x0000aa01;
    private static final long RFC2819 = Property.experimenter(INTEL, 1);
    private static final long CUSTOM = Property.experimenter(INTEL, 2);

    private static final int FIRST_OF_ETHERNET = PortCounter.RX_FRAME_ERRORS.ordinal();
    private static final int FIRST_OF_RFC2819 = PortCounter.RX_1_TO_64_PACKETS.ordinal();
    private static final int END = PortCounter.values().length;
    private static final int LONGEST_NAME = 63;

    private PortStatsCodec() {}

    private static PortStats decode(WireReader in, WireContext context) {
        OpenFlowVersion version = context.version();
        if (version.atLeast(OpenFlowVersion.OF14)) {
            return decode14(in);
        }
        int port;
        if (version == OpenFlowVersion.OF10) {
            port = in.u16();
            in.skip(6);
        } else {
            port = OfPorts.from32(in.i32());
            in.skip(4);
        }
        long[] counters = PortStats.unknown();
        read(in, counters, 0, FIRST_OF_RFC2819);
        Age age = version == OpenFlowVersion.OF13 ? Age.read(in) : Age.UNKNOWN;
        return new PortStats(port, age, counters, List.of());
    }

    private static PortStats decode14(WireReader in) {
        WireReader entry = in.part(in.u16() - 2);
        entry.skip(2);
        int port = OfPorts.from32(entry.i32());
        Age age = Age.read(entry);
        long[] counters = PortStats.unknown();
        read(entry, counters, 0, FIRST_OF_ETHERNET);
        List<Custom> custom = List.of();
        while (entry.remaining() > 0) {
            Property property = Property.pull(entry);
            if (property.type() == ETHERNET) {
                property.ofLength(40);
                read(property.nested(), counters, FIRST_OF_ETHERNET, FIRST_OF_RFC2819);
            } else if (property.type() == RFC2819) {
                property.ofLength(184);
                read(property.nested(), counters, FIRST_OF_RFC2819, END);
            } else if (property.type() == CUSTOM) {
                custom = custom(property.value());
            }
        }
        return new PortStats(port, age, counters, custom);
    }

    private static List<Custom> custom(WireReader in) {
        in.skip(2);
        int count = in.u16();
        List<Custom> custom = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            byte[] name = in.bytes(in.u8());
            int length = Math.min(name.length, LONGEST_NAME);
            custom.add(new Custom(new String(name, 0, length, StandardCharsets.ISO_8859_1), in.i64()));
        }
        return custom;
    }

    private static void read(WireReader in, long[] counters, int from, int to) {
        for (int i = from; i < to; i++) {
            counters[i] = in.i64();
        }
    }

    private static void encode(PortStats stats, WireWriter out, WireContext context) {
        OpenFlowVersion version = context.version();
        if (version.atLeast(OpenFlowVersion.OF14)) {
            encode14(stats, out);
            return;
        }
        if (version == OpenFlowVersion.OF10) {
            out.u16(stats.port()).zeros(6);
        } else {
            out.u32(OfPorts.to32(stats.port())).zeros(4);
        }
        write(stats, out, 0, FIRST_OF_RFC2819);
        if (version == OpenFlowVersion.OF13) {
            stats.age().write(out);
        }
    }

    private static void encode14(PortStats stats, WireWriter out) {
        int start = out.size();
        out.zeros(4).u32(OfPorts.to32(stats.port()));
        stats.age().write(out);
        write(stats, out, 0, FIRST_OF_ETHERNET);
        int ethernet = PropertyWriter.startNested(out, ETHERNET);
        write(stats, out, FIRST_OF_ETHERNET, FIRST_OF_RFC2819);
        PropertyWriter.end(out, ethernet);
        int rfc2819 = PropertyWriter.startNested(out, RFC2819);
        write(stats, out, FIRST_OF_RFC2819, END);
        PropertyWriter.end(out, rfc2819);
        if (!stats.custom().isEmpty()) {
            int custom = PropertyWriter.start(out, CUSTOM);
            out.zeros(2).u16(stats.custom().size());
            for (Custom counter : stats.custom()) {
                byte[] name = counter.name().getBytes(StandardCharsets.ISO_8859_1);
                int length = Math.min(name.length, LONGEST_NAME);
                out.u8(length).bytes(Arrays.copyOf(name, length)).u64(counter.value());
            }
            PropertyWriter.end(out, custom);
        }
        out.setLength(start, start);
    }

    private static void write(PortStats stats, WireWriter out, int from, int to) {
        PortCounter[] counters = PortCounter.values();
        for (int i = from; i < to; i++) {
            out.u64(stats.get(counters[i]));
        }
    }
}
