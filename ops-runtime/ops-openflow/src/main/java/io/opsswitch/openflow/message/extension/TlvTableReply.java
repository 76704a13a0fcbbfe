/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.extension;

import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import java.util.List;

/**
 * Tells which options of tunnels the fields {@code tun_metadata} stand for.
 *
 * @param maxSpace how many bytes all options together can have
 * @param maxFields how many fields there are
 * @param mappings what is mapped
 */
public record TlvTableReply(int maxSpace, int maxFields, List<TlvMapping> mappings) implements Body {

    /** Codec. */
    public static final BodyCodec<TlvTableReply> CODEC = BodyCodec.of(
            (in, context) -> {
                int space = in.i32();
                int fields = in.u16();
                in.skip(10);
                return new TlvTableReply(space, fields, TlvMapping.readAll(in, fields));
            },
            (body, out, context) -> {
                out.u32(body.maxSpace).u16(body.maxFields).zeros(10);
                TlvMapping.writeAll(body.mappings, out);
            });
}
