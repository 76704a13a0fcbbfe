/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.bundle;

import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;

/**
 * Opens, closes, commits or discards a bundle, or answers that.
 *
 * @param bundle its number
 * @param type what is done, see {@link #OPEN_REQUEST} and those beside it; each reply is one more than its request
 * @param flags {@link #ATOMIC} and {@link #ORDERED}
 */
public record BundleControl(int bundle, int type, int flags) implements Body {

    /** Open. */
    public static final int OPEN_REQUEST = 0;
    /** Opened. */
    public static final int OPEN_REPLY = 1;
    /** Close. */
    public static final int CLOSE_REQUEST = 2;
    /** Closed. */
    public static final int CLOSE_REPLY = 3;
    /** Make all changes. */
    public static final int COMMIT_REQUEST = 4;
    /** All changes are made. */
    public static final int COMMIT_REPLY = 5;
    /** Forget all changes. */
    public static final int DISCARD_REQUEST = 6;
    /** All changes are forgotten. */
    public static final int DISCARD_REPLY = 7;

    /** All changes are made, or none. */
    public static final int ATOMIC = 1;
    /** Changes are made in the order in which they came. */
    public static final int ORDERED = 2;

    /** Codec; properties are passed over. */
    public static final BodyCodec<BundleControl> CODEC = BodyCodec.of(
            (in, context) -> {
                BundleControl control = new BundleControl(in.i32(), in.u16(), in.u16());
                in.skip(in.remaining());
                return control;
            },
            (body, out, context) -> out.u32(body.bundle).u16(body.type).u16(body.flags));
}
