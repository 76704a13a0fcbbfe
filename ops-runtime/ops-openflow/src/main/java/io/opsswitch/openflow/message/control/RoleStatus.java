/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.control;

import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;

/**
 * Tells a controller that its role is another now.
 *
 * @param role the role
 * @param reason why: {@link #PRIMARY_REQUEST}, {@link #CONFIG}, {@link #EXPERIMENTER}
 * @param generation the count of elections; all ones if there was none
 */
public record RoleStatus(Role role, int reason, long generation) implements Body {

    /** Another controller wanted to be the primary. */
    public static final int PRIMARY_REQUEST = 0;
    /** The configuration changed. */
    public static final int CONFIG = 1;
    /** Data of an experimenter changed. */
    public static final int EXPERIMENTER = 2;

    /** Codec; properties are passed over. */
    public static final BodyCodec<RoleStatus> CODEC = BodyCodec.of(
            (in, context) -> {
                Role role = Role.of(in.i32());
                int reason = in.u8();
                in.skip(3);
                RoleStatus status = new RoleStatus(role, reason, in.i64());
                in.skip(in.remaining());
                return status;
            },
            (body, out, context) ->
                    out.u32(body.role.ordinal()).u8(body.reason).zeros(3).u64(body.generation));
}
