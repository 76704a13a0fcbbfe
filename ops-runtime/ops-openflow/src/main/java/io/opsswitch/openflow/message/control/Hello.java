/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.control;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The first message of a connection: which versions its sender speaks. Each side takes the highest that both speak.
 *
 * @param versions a bit for each version, that of OpenFlow 1.0 is bit 1; versions above 31 are not told
 * @param understood whether there was nothing in the message that is not known
 */
public record Hello(int versions, boolean understood) implements Body {

    private static final int BITMAP = 1;

    /** Codec of the elements behind the header. */
    public static final BodyCodec<Hello> CODEC = BodyCodec.of(
            (in, context) -> decode(context.version().number(), in), (body, out, context) -> body.encode(out));

    /** Return that of a set of versions, which is not empty. */
    public static Hello of(Set<OpenFlowVersion> versions) {
        return new Hello(bits(versions), true);
    }

    /** Return a bit for each version. */
    public static int bits(Set<OpenFlowVersion> versions) {
        int bits = 0;
        for (OpenFlowVersion version : versions) {
            bits |= 1 << version.number();
        }
        return bits;
    }

    /** Return the highest version that its sender and another speak, or null if there is none. */
    public @Nullable OpenFlowVersion highest(int others) {
        int common = versions & others;
        return common == 0 ? null : OpenFlowVersion.of(31 - Integer.numberOfLeadingZeros(common));
    }

    /**
     * Read one. This never fails: what is not understood only counts as such.
     *
     * @param headerVersion the version in the header, which may be one that is still to come: without a list, its
     *     sender speaks that one and all before it
     */
    public static Hello decode(int headerVersion, WireReader in) {
        int versions = ((headerVersion < 32 ? 1 << headerVersion : 0) - 1) << 1;
        boolean understood = true;
        while (in.remaining() > 0) {
            if (in.remaining() < 4) {
                return new Hello(versions, false);
            }
            int type = in.u16();
            int length = in.u16();
            int padded = (length + 7 & ~7) - 4;
            if (length < 4 || padded > in.remaining()) {
                return new Hello(versions, false);
            }
            WireReader element = in.part(padded).part(length - 4);
            int listed = type == BITMAP && length > 4 && length % 4 == 0 ? element.i32() & ~1 : 0;
            if (listed == 0) {
                understood = false;
            } else {
                versions = listed;
            }
        }
        return new Hello(versions, understood);
    }

    private void encode(WireWriter out) {
        boolean withList = (((versions >>> 1) + 1) & (versions >>> 1)) != 0;
        if (withList) {
            out.u16(BITMAP).u16(8).u32(versions);
        }
    }
}
