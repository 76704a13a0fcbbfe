/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.group;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.wire.ListCodec;
import io.opsswitch.openflow.message.wire.MultipartBody;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A group.
 *
 * @param group its number
 * @param type its type
 * @param buckets its buckets
 * @param selection how it chooses a bucket, null if not told; OpenFlow 1.5 and Nicira's form
 */
public record GroupDescription(
        int group,
        GroupType type,
        List<Bucket> buckets,
        @Nullable Selection selection) {

    /** Codec of all versions: OpenFlow 1.0 has the form of 1.5. */
    public static final ListCodec<GroupDescription, Reply> REPLY =
            new ListCodec<>(Reply::new, GroupDescription::decode, GroupDescription::encode);

    /**
     * Groups.
     *
     * @param entries the groups
     */
    public record Reply(List<GroupDescription> entries) implements MultipartBody<GroupDescription> {}

    private static boolean hasProperties(WireContext context) {
        return context.version() == OpenFlowVersion.OF10 || context.atLeast(OpenFlowVersion.OF15);
    }

    private static GroupDescription decode(WireReader in, WireContext context) {
        WireReader entry = in.part(in.u16() - 2);
        GroupType type = GroupType.of(entry.u8());
        entry.skip(1);
        int group = entry.i32();
        if (!hasProperties(context)) {
            return new GroupDescription(group, type, BucketCodec.read11(entry, context), null);
        }
        int length = entry.u16();
        entry.skip(6);
        List<Bucket> buckets = BucketCodec.read15(entry.part(length), type, context);
        return new GroupDescription(group, type, buckets, SelectionCodec.read(entry, type, GroupCommand.ADD, context));
    }

    private void encode(WireWriter out, WireContext context) {
        int start = out.size();
        out.u16(0).u8(type.ordinal()).u8(0).u32(group);
        if (hasProperties(context)) {
            out.u16(0).zeros(6);
            int first = out.size();
            BucketCodec.write15(buckets, type, out, context);
            out.setLength(start + 8, first);
            SelectionCodec.write(selection, out);
        } else {
            BucketCodec.write11(buckets, out, context);
        }
        out.setLength(start, start);
    }
}
