/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.control;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a role, or tells it.
 *
 * @param role the role
 * @param generation the count of elections of a primary, by which late messages are told from new ones; null if not told
 */
public record RoleMessage(Role role, @Nullable Long generation) implements Body {

    /** Codec of requests of OpenFlow 1.2 and later. */
    public static final BodyCodec<RoleMessage> REQUEST = BodyCodec.of(
            (in, context) -> {
                RoleMessage message = decode(in);
                return message.role == Role.NOCHANGE ? new RoleMessage(Role.NOCHANGE, null) : message;
            },
            (body, out, context) -> body.encode(out, 0));

    /** Codec of replies of OpenFlow 1.2 and later. */
    public static final BodyCodec<RoleMessage> REPLY = BodyCodec.of(
            (in, context) -> {
                RoleMessage message = decode(in);
                return message.generation != null && message.generation == -1
                        ? new RoleMessage(message.role, null)
                        : message;
            },
            (body, out, context) -> body.encode(out, -1));

    /** Codec of Nicira's messages. */
    public static final BodyCodec<RoleMessage> NICIRA = BodyCodec.of(
            (in, context) -> {
                int number = in.i32();
                if (number < 0 || number > 2) {
                    throw new OpenFlowException(OpenFlowError.OFPRRFC_BAD_ROLE, "no role has the number " + number);
                }
                return new RoleMessage(Role.of(number + 1), null);
            },
            (body, out, context) -> out.u32(body.role.ordinal() - 1));

    private static RoleMessage decode(WireReader in) {
        Role role = Role.of(in.i32());
        in.skip(4);
        return new RoleMessage(role, in.i64());
    }

    private void encode(WireWriter out, long noGeneration) {
        out.u32(role.ordinal()).zeros(4).u64(generation == null ? noGeneration : generation);
    }
}
