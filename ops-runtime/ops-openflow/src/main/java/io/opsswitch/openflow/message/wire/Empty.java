/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.wire;

/** The body of messages that say all with their type. */
public enum Empty implements Body {
    /** The only one. */
    EMPTY;

    /** Codec of no bytes. */
    public static final BodyCodec<Empty> CODEC = BodyCodec.of((in, context) -> EMPTY, (body, out, context) -> {});
}
