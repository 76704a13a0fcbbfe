/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.extension;

import io.opsswitch.datapath.packet.IpProtocol;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.extension.ConnectionFlush.Bits128;
import io.opsswitch.openflow.message.extension.ConnectionFlush.Tuple;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.Property;
import io.opsswitch.openflow.message.wire.PropertyWriter;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/** Requests to flush tracked connections on the wire: the protocol, then properties. */
public final class ConnectionFlushCodec {

    /** Codec. */
    public static final BodyCodec<ConnectionFlush> CODEC =
            BodyCodec.of(ConnectionFlushCodec::decode, (body, out, context) -> encode(body, out));

    private static final int ORIGINAL = 0;
    private static final int REPLY = 1;
    private static final int ZONE = 2;
    private static final int MARK = 3;
    private static final int MARK_MASK = 4;
    private static final int LABELS = 5;
    private static final int LABELS_MASK = 6;

    private static final int SOURCE = 0;
    private static final int DESTINATION = 1;
    private static final int SOURCE_PORT = 2;
    private static final int DESTINATION_PORT = 3;
    private static final int ICMP_ID = 4;
    private static final int ICMP_TYPE = 5;
    private static final int ICMP_CODE = 6;

    private ConnectionFlushCodec() {}

    private static ConnectionFlush decode(WireReader in, WireContext context) {
        int protocol = in.u8();
        if (in.u8() != 0 || in.u16() != 0 || in.i32() != 0) {
            throw new OpenFlowException(
                    OpenFlowError.NXBRC_MUST_BE_ZERO, "the bytes behind the protocol are not all 0");
        }
        Tuple[] tuples = {ConnectionFlush.ANY, ConnectionFlush.ANY};
        Integer zone = null;
        Integer mark = null;
        Integer markMask = null;
        Bits128 labels = null;
        Bits128 labelsMask = null;
        Family family = new Family();
        while (in.remaining() > 0) {
            Property property = Property.pull(in);
            switch (property.standardType()) {
                case ORIGINAL, REPLY -> tuples[property.standardType()] = tuple(property.nested(), family);
                case ZONE -> zone = property.u16();
                case MARK -> mark = property.i32();
                case MARK_MASK -> markMask = property.i32();
                case LABELS -> labels = bits(property.ofLength(20).value());
                case LABELS_MASK -> labelsMask = bits(property.ofLength(20).value());
                default -> property.unknown(new WireContext(context.version(), false, context.parts()), "NXT_CT_FLUSH");
            }
        }
        return new ConnectionFlush(
                protocol,
                tuples[0],
                tuples[1],
                zone,
                orZero(mark),
                markMask != null ? markMask : mark != null ? -1 : 0,
                labels != null ? labels : Bits128.ZERO,
                labelsMask != null ? labelsMask : labels != null ? Bits128.ONES : Bits128.ZERO);
    }

    private static int orZero(@Nullable Integer value) {
        return value == null ? 0 : value;
    }

    private static Tuple tuple(WireReader in, Family family) {
        Bits128 source = Bits128.ZERO;
        Bits128 destination = Bits128.ZERO;
        int sourcePort = 0;
        int destinationPort = 0;
        while (in.remaining() > 0) {
            Property property = Property.pull(in);
            switch (property.standardType()) {
                case SOURCE -> source = family.check(bits(property.value()));
                case DESTINATION -> destination = family.check(bits(property.value()));
                case SOURCE_PORT, ICMP_ID -> sourcePort = property.u16();
                case DESTINATION_PORT -> destinationPort = property.u16();
                case ICMP_TYPE -> destinationPort = destinationPort & 0xff00 | property.u8();
                case ICMP_CODE -> destinationPort = destinationPort & 0xff | property.u8() << 8;
                default ->
                    throw new OpenFlowException(
                            OpenFlowError.OFPBPC_BAD_TYPE,
                            "unknown property of type " + property.type() + " in a tuple");
            }
        }
        return new Tuple(source, destination, sourcePort, destinationPort);
    }

    private static Bits128 bits(WireReader in) {
        return new Bits128(in.i64(), in.i64());
    }

    private static void encode(ConnectionFlush flush, WireWriter out) {
        out.u8(flush.protocol()).zeros(7);
        encode(flush.original(), ORIGINAL, flush.protocol(), out);
        encode(flush.reply(), REPLY, flush.protocol(), out);
        if (flush.zone() != null) {
            PropertyWriter.u16(out, ZONE, flush.zone());
        }
        if (flush.markMask() != 0) {
            PropertyWriter.u32(out, MARK, flush.mark());
            if (flush.markMask() != -1) {
                PropertyWriter.u32(out, MARK_MASK, flush.markMask());
            }
        }
        if (!flush.labelsMask().equals(Bits128.ZERO)) {
            write(flush.labels(), LABELS, out);
            if (!flush.labelsMask().equals(Bits128.ONES)) {
                write(flush.labelsMask(), LABELS_MASK, out);
            }
        }
    }

    private static void encode(Tuple tuple, int type, int protocol, WireWriter out) {
        int start = PropertyWriter.startNested(out, type);
        int inside = out.size();
        if (!tuple.source().equals(Bits128.ZERO)) {
            write(tuple.source(), SOURCE, out);
        }
        if (!tuple.destination().equals(Bits128.ZERO)) {
            write(tuple.destination(), DESTINATION, out);
        }
        if (protocol == IpProtocol.ICMP || protocol == IpProtocol.ICMPV6) {
            PropertyWriter.u16(out, ICMP_ID, tuple.sourcePort());
            PropertyWriter.u8(out, ICMP_TYPE, tuple.destinationPort() & 0xff);
            PropertyWriter.u8(out, ICMP_CODE, tuple.destinationPort() >> 8);
        } else {
            if (tuple.sourcePort() != 0) {
                PropertyWriter.u16(out, SOURCE_PORT, tuple.sourcePort());
            }
            if (tuple.destinationPort() != 0) {
                PropertyWriter.u16(out, DESTINATION_PORT, tuple.destinationPort());
            }
        }
        if (out.size() == inside) {
            out.truncate(start);
        } else {
            PropertyWriter.end(out, start);
        }
    }

    private static void write(Bits128 bits, int type, WireWriter out) {
        int start = PropertyWriter.start(out, type);
        out.u64(bits.high()).u64(bits.low());
        PropertyWriter.end(out, start);
    }

    /** All addresses of a request are of IPv4, or all of IPv6. */
    private static final class Family {
        private int version;

        Bits128 check(Bits128 address) {
            if (address.equals(Bits128.ZERO)) {
                return address;
            }
            int found = address.high() == 0 && address.low() >>> 32 == 0xffff ? 4 : 6;
            if (version != 0 && version != found) {
                throw new OpenFlowException(
                        OpenFlowError.OFPBPC_BAD_VALUE, "addresses of IPv4 and of IPv6 in one request");
            }
            version = found;
            return address;
        }
    }
}
