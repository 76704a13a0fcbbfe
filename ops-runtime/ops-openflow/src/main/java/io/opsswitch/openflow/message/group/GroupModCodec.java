/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.group;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.List;

/** Changes of groups on the wire. */
public final class GroupModCodec {

    /** Codec of OpenFlow 1.1 to 1.4. */
    public static final BodyCodec<GroupMod> OF11 = BodyCodec.of(GroupModCodec::decode11, GroupModCodec::encode11);
    /** Codec of OpenFlow 1.5, and of Nicira's form. */
    public static final BodyCodec<GroupMod> OF15 = BodyCodec.of(GroupModCodec::decode15, GroupModCodec::encode15);

    private GroupModCodec() {}

    private static GroupMod decode11(WireReader in, WireContext context) {
        int command = in.u16();
        int type = in.u8();
        in.skip(1);
        int group = in.i32();
        List<Bucket> buckets = BucketCodec.read11(in, context);
        if (context.atLeast(OpenFlowVersion.OF13) && command == GroupCommand.DELETE.number() && !buckets.isEmpty()) {
            throw new OpenFlowException(OpenFlowError.OFPGMFC_INVALID_GROUP, "the deletion of a group has no buckets");
        }
        GroupType known = GroupType.of(type);
        GroupCommand what = GroupCommand.of(command);
        if (changesBuckets(what)) {
            throw new OpenFlowException(
                    OpenFlowError.OFPGMFC_BAD_COMMAND, "single buckets can be changed from OpenFlow 1.5 on only");
        }
        return new GroupMod(what, known, group, GroupMod.ALL, buckets, null).checked();
    }

    private static boolean changesBuckets(GroupCommand command) {
        return command == GroupCommand.INSERT_BUCKET || command == GroupCommand.REMOVE_BUCKET;
    }

    private static void encode11(GroupMod mod, WireWriter out, WireContext context) {
        if (changesBuckets(mod.command())) {
            throw new IllegalArgumentException("single buckets can be changed from OpenFlow 1.5 on only");
        }
        out.u16(mod.command().number()).u8(mod.type().ordinal()).u8(0).u32(mod.group());
        BucketCodec.write11(mod.buckets(), out, context);
    }

    private static GroupMod decode15(WireReader in, WireContext context) {
        int number = in.u16();
        int typeNumber = in.u8();
        in.skip(1);
        int group = in.i32();
        int bucketsLength = in.u16();
        in.skip(2);
        int commandBucket = in.i32();
        if (!isAllowed(number, commandBucket)) {
            throw new OpenFlowException(
                    OpenFlowError.OFPGMFC_BAD_BUCKET,
                    "group command bucket id (" + Integer.toUnsignedString(commandBucket) + ") is out of range");
        }
        WireReader bucketBytes = in.part(bucketsLength);
        GroupType type = GroupType.of(typeNumber);
        List<Bucket> buckets = BucketCodec.read15(bucketBytes, type, context);
        GroupCommand command = GroupCommand.of(number);
        Selection selection = SelectionCodec.read(in, type, command, context);
        return new GroupMod(command, type, group, commandBucket, buckets, selection).checked();
    }

    private static boolean isAllowed(int command, int bucket) {
        boolean one = Integer.compareUnsigned(bucket, Bucket.MAX_ID) <= 0
                || bucket == GroupMod.FIRST
                || bucket == GroupMod.LAST;
        if (command == GroupCommand.INSERT_BUCKET.number()) {
            return one;
        }
        return bucket == GroupMod.ALL || command == GroupCommand.REMOVE_BUCKET.number() && one;
    }

    private static void encode15(GroupMod mod, WireWriter out, WireContext context) {
        out.u16(mod.command().number()).u8(mod.type().ordinal()).u8(0).u32(mod.group());
        int length = out.size();
        out.u16(0).zeros(2).u32(mod.commandBucket());
        int start = out.size();
        BucketCodec.write15(mod.buckets(), mod.type(), out, context);
        out.setLength(length, start);
        SelectionCodec.write(mod.selection(), out);
    }
}
