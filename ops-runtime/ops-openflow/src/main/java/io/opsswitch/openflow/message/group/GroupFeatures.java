/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.group;

import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What a switch can do with groups.
 *
 * @param types a bit for each type, in the order of {@link GroupType}
 * @param capabilities 1 weights, 2 liveness, 4 chains of groups, 8 checks for loops of them
 * @param maxGroups how many groups of each type there can be
 * @param actions for each type a bit for each action that buckets can have, as the version numbers actions
 */
public record GroupFeatures(int types, int capabilities, List<Integer> maxGroups, List<Integer> actions)
        implements Body {

    /** Codec. */
    public static final BodyCodec<GroupFeatures> CODEC = BodyCodec.of(
            (in, context) -> new GroupFeatures(in.i32(), in.i32(), ofTypes(in), ofTypes(in)), (body, out, context) -> {
                out.u32(body.types).u32(body.capabilities);
                write(body.maxGroups, out);
                write(body.actions, out);
            });

    private static List<Integer> ofTypes(WireReader in) {
        List<Integer> numbers = new ArrayList<>();
        for (int i = 0; i < GroupType.values().length; i++) {
            numbers.add(in.i32());
        }
        return List.copyOf(numbers);
    }

    private static void write(List<Integer> numbers, WireWriter out) {
        for (int number : numbers) {
            out.u32(number);
        }
    }
}
