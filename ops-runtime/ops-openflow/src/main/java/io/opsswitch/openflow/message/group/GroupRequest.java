/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.group;

import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;

/**
 * Asks for the statistics, or the description, of a group or of all.
 *
 * @param group its number, or {@link GroupType#ALL_GROUPS}
 */
public record GroupRequest(int group) implements Body {

    /** Codec of requests that name a group. */
    public static final BodyCodec<GroupRequest> CODEC = BodyCodec.of(
            (in, context) -> {
                GroupRequest request = new GroupRequest(in.i32());
                in.skip(4);
                return request;
            },
            (body, out, context) -> out.u32(body.group).zeros(4));

    /** Codec of requests for all groups. */
    public static final BodyCodec<GroupRequest> ALL =
            BodyCodec.of((in, context) -> new GroupRequest(GroupType.ALL_GROUPS), (body, out, context) -> {});
}
