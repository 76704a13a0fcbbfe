/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.control;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.packet.PacketIn;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.Property;
import io.opsswitch.openflow.message.wire.PropertyWriter;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The two forms of what is sent unasked: six masks, for the first three kinds in both roles; or properties, whose types are
 * twice the number of the kind for the secondary role, and one more for the other.
 */
public final class AsyncCodec {

    private static final int FIRST_EXPERIMENTER = 0xfffe;
    private static final List<AsyncKind> IN_MASKS =
            List.of(AsyncKind.PACKET_IN, AsyncKind.PORT_STATUS, AsyncKind.FLOW_REMOVED);

    /** Codec of the six masks. */
    public static final BodyCodec<AsyncConfig> MASKS = BodyCodec.of(AsyncCodec::decodeMasks, AsyncCodec::encodeMasks);

    /** Codec of the properties. */
    public static final BodyCodec<AsyncConfig> PROPERTIES =
            BodyCodec.of(AsyncCodec::decodeProperties, AsyncCodec::encodeProperties);

    private AsyncCodec() {}

    private static AsyncConfig decodeMasks(WireReader in, WireContext context) {
        Map<AsyncKind, Integer> primary = AsyncConfig.zeros();
        Map<AsyncKind, Integer> secondary = AsyncConfig.zeros();
        for (AsyncKind kind : IN_MASKS) {
            primary.put(kind, fromWire(kind, in.i32() & kind.allowed(context.version()), context));
            secondary.put(kind, fromWire(kind, in.i32() & kind.allowed(context.version()), context));
        }
        return new AsyncConfig(primary, secondary);
    }

    private static void encodeMasks(AsyncConfig config, WireWriter out, WireContext context) {
        for (AsyncKind kind : IN_MASKS) {
            out.u32(config.reasons(kind, true) & kind.allowed(context.version()));
            out.u32(config.reasons(kind, false) & kind.allowed(context.version()));
        }
    }

    private static AsyncConfig decodeProperties(WireReader in, WireContext context) {
        Map<AsyncKind, Integer> primary = new EnumMap<>(AsyncKind.class);
        Map<AsyncKind, Integer> secondary = new EnumMap<>(AsyncKind.class);
        AsyncKind[] kinds = AsyncKind.values();
        while (in.remaining() > 0) {
            Property property = Property.pull(in, 8, FIRST_EXPERIMENTER);
            if (property.type() < 0 || property.type() >= 2L * kinds.length) {
                unknown(property, context);
                continue;
            }
            AsyncKind kind = kinds[(int) property.type() / 2];
            int mask = property.i32();
            int allowed = kind.allowed(context.version());
            if ((mask & ~allowed) != 0 && !context.loose()) {
                throw new OpenFlowException(
                        OpenFlowError.OFPACFC_INVALID,
                        "bad value 0x" + Integer.toHexString(mask) + " for " + kind + " (allowed mask 0x"
                                + Integer.toHexString(allowed) + ")");
            }
            (property.type() % 2 == 1 ? primary : secondary).put(kind, fromWire(kind, mask & allowed, context));
        }
        return new AsyncConfig(primary, secondary);
    }

    private static void unknown(Property property, WireContext context) {
        if (!context.loose() && property.wireType() < FIRST_EXPERIMENTER) {
            throw new OpenFlowException(
                    OpenFlowError.OFPACFC_UNSUPPORTED, "unknown property of type " + property.type());
        }
        property.unknown(context, "async config");
    }

    private static void encodeProperties(AsyncConfig config, WireWriter out, WireContext context) {
        for (AsyncKind kind : AsyncKind.values()) {
            int allowed = kind.allowed(context.version());
            Integer secondary = config.secondary().get(kind);
            if (secondary != null) {
                PropertyWriter.u32(out, 2L * kind.ordinal(), secondary & allowed);
            }
            Integer primary = config.primary().get(kind);
            if (primary != null) {
                PropertyWriter.u32(out, 2L * kind.ordinal() + 1, primary & allowed);
            }
        }
    }

    /**
     * Return the reasons that a mask means: who wants packets that nothing matched gets those of table-miss flows, too;
     * and versions that know but one reason for all packets of actions get those of action sets, groups and packet-outs.
     */
    private static int fromWire(AsyncKind kind, int mask, WireContext context) {
        if (kind != AsyncKind.PACKET_IN) {
            return mask;
        }
        int reasons = mask;
        if ((mask & 1 << PacketIn.NO_MATCH) != 0) {
            reasons |=
                    AsyncConfig.EXPLICIT_MISS | (context.atLeast(OpenFlowVersion.OF13) ? 0 : AsyncConfig.IMPLICIT_MISS);
        }
        if ((mask & 1 << PacketIn.ACTION) != 0 && !context.atLeast(OpenFlowVersion.OF14)) {
            reasons |= 1 << PacketIn.ACTION_SET | 1 << PacketIn.GROUP | 1 << PacketIn.PACKET_OUT;
        }
        return reasons;
    }
}
