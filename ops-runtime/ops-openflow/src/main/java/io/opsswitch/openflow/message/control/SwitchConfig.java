/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.control;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * How the switch treats fragments, and how much of a packet goes to controllers.
 *
 * @param fragments what happens to fragments
 * @param invalidTtlToController whether packets whose time to live ends go to controllers; null from OpenFlow 1.3 on,
 *     which does not say it here
 * @param missSendLength bytes of a packet for controllers
 */
public record SwitchConfig(
        FragmentHandling fragments, @Nullable Boolean invalidTtlToController, int missSendLength) implements Body {

    private static final int FRAGMENTS = 3;
    private static final int INVALID_TTL = 4;

    /** Codec of what a controller sets: flags that are not known are refused. */
    public static final BodyCodec<SwitchConfig> SET =
            BodyCodec.of((in, context) -> decode(in, context, true), (body, out, context) -> body.encode(out, context));

    /** Codec of what a switch tells. */
    public static final BodyCodec<SwitchConfig> REPLY = BodyCodec.of(
            (in, context) -> decode(in, context, false), (body, out, context) -> body.encode(out, context));

    private static SwitchConfig decode(WireReader in, WireContext context, boolean strict) {
        int flags = in.u16();
        boolean tellsTtl = !context.atLeast(OpenFlowVersion.OF13);
        if (strict && (flags & ~(FRAGMENTS | (tellsTtl ? INVALID_TTL : 0))) != 0) {
            throw new OpenFlowException(
                    OpenFlowError.OFPSCFC_BAD_FLAGS, "unknown flags 0x" + Integer.toHexString(flags));
        }
        return new SwitchConfig(
                FragmentHandling.values()[flags & FRAGMENTS],
                tellsTtl ? (Boolean) ((flags & INVALID_TTL) != 0) : null,
                in.u16());
    }

    private void encode(WireWriter out, WireContext context) {
        boolean ttl = Boolean.TRUE.equals(invalidTtlToController) && !context.atLeast(OpenFlowVersion.OF13);
        out.u16(fragments.ordinal() | (ttl ? INVALID_TTL : 0)).u16(missSendLength);
    }
}
