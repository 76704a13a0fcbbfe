/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.group;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.message.wire.Property;
import io.opsswitch.openflow.message.wire.PropertyWriter;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Buckets on the wire: of fixed layout in OpenFlow 1.1 to 1.4, with properties in 1.5 and in Nicira's form. */
final class BucketCodec {

    private static final int HEADER11 = 16;
    private static final int HEADER15 = 8;
    private static final int WEIGHT = 0;
    private static final int WATCH_PORT = 1;
    private static final int WATCH_GROUP = 2;

    private BucketCodec() {}

    private static WireReader entry(WireReader in, int header) {
        WireReader checked = in.orElse(OpenFlowError.OFPGMFC_BAD_BUCKET);
        int length = checked.u16();
        if (length < header || length > in.remaining()) {
            throw new OpenFlowException(OpenFlowError.OFPGMFC_BAD_BUCKET, "bucket of " + length + " bytes");
        }
        WireReader bucket = in.part(length);
        bucket.skip(2);
        return bucket;
    }

    private static int watchPort(int port32) {
        try {
            return OfPorts.from32(port32);
        } catch (OpenFlowException e) {
            throw new OpenFlowException(OpenFlowError.OFPGMFC_BAD_WATCH, String.valueOf(e.getMessage()));
        }
    }

    static List<Bucket> read11(WireReader in, WireContext context) {
        List<Bucket> buckets = new ArrayList<>();
        while (in.remaining() > 0) {
            WireReader bucket = entry(in, HEADER11);
            int weight = bucket.u16();
            int port = bucket.i32();
            int group = bucket.i32();
            bucket.skip(4);
            List<OfpAct> actions = context.parts().readActions(bucket, context.version());
            buckets.add(new Bucket(buckets.size(), weight, watchPort(port), group, actions));
        }
        return List.copyOf(buckets);
    }

    static void write11(List<Bucket> buckets, WireWriter out, WireContext context) {
        for (Bucket bucket : buckets) {
            int start = out.size();
            out.u16(0).u16(bucket.weight()).u32(OfPorts.to32(bucket.watchPort()));
            out.u32(bucket.watchGroup()).zeros(4);
            context.parts().writeActions(bucket.actions(), out, context.version());
            out.setLength(start, start);
        }
    }

    static List<Bucket> read15(WireReader in, GroupType type, WireContext context) {
        List<Bucket> buckets = new ArrayList<>();
        Set<Integer> ids = new HashSet<>();
        while (in.remaining() > 0) {
            WireReader bucket = entry(in, HEADER15);
            int actionsLength = bucket.u16();
            int id = bucket.i32();
            if (actionsLength > bucket.remaining()) {
                throw new OpenFlowException(
                        OpenFlowError.OFPGMFC_BAD_BUCKET, "actions of a bucket of " + actionsLength + " bytes");
            }
            List<OfpAct> actions = context.parts().readActions(bucket.part(actionsLength), context.version());
            int weight = type == GroupType.SELECT ? 1 : 0;
            int port = OfPorts.to32(OfPorts.NONE);
            int group = GroupType.ANY_GROUP;
            while (bucket.remaining() > 0) {
                Property property = Property.pull(bucket);
                switch (property.standardType()) {
                    case WEIGHT -> weight = property.u16();
                    case WATCH_PORT -> port = property.i32();
                    case WATCH_GROUP -> group = property.i32();
                    default -> property.unknown(new WireContext(context.version(), false, context.parts()), "bucket");
                }
            }
            if (Integer.compareUnsigned(id, Bucket.MAX_ID) > 0 || !ids.add(id)) {
                throw new OpenFlowException(
                        OpenFlowError.OFPGMFC_BAD_BUCKET,
                        "bucket id " + Integer.toUnsignedString(id) + " is out of range or there twice");
            }
            buckets.add(new Bucket(id, weight, watchPort(port), group, actions));
        }
        return List.copyOf(buckets);
    }

    static void write15(List<Bucket> buckets, GroupType type, WireWriter out, WireContext context) {
        for (Bucket bucket : buckets) {
            int start = out.size();
            out.u16(0).u16(0).u32(bucket.id());
            int actions = out.size();
            context.parts().writeActions(bucket.actions(), out, context.version());
            out.setLength(start + 2, actions);
            if (type == GroupType.SELECT || bucket.weight() != 0) {
                PropertyWriter.u16(out, WEIGHT, bucket.weight());
            }
            if (bucket.watchPort() != OfPorts.NONE) {
                PropertyWriter.u32(out, WATCH_PORT, OfPorts.to32(bucket.watchPort()));
            }
            if (bucket.watchGroup() != GroupType.ANY_GROUP) {
                PropertyWriter.u32(out, WATCH_GROUP, bucket.watchGroup());
            }
            out.setLength(start, start);
        }
    }
}
