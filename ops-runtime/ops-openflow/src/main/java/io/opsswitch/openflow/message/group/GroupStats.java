/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.group;

import io.opsswitch.openflow.message.wire.Age;
import io.opsswitch.openflow.message.wire.ListCodec;
import io.opsswitch.openflow.message.wire.MultipartBody;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What has been counted at a group; counts of all ones are unknown.
 *
 * @param group its number
 * @param references how many flows and groups send packets to it
 * @param packets packets that came
 * @param bytes bytes that came
 * @param age how long it has been there; not told in OpenFlow 1.1 and 1.2
 * @param buckets what its buckets got
 */
public record GroupStats(int group, int references, long packets, long bytes, Age age, List<Bucket> buckets) {

    private static final int HEADER11 = 32;
    private static final int HEADER13 = 40;
    private static final int BUCKET = 16;

    /** Codec of OpenFlow 1.1 and 1.2. */
    public static final ListCodec<GroupStats, Reply> REPLY11 = new ListCodec<>(
            Reply::new, (in, context) -> decode(in, false), (stats, out, context) -> stats.encode(out, false));

    /** Codec of the other versions. */
    public static final ListCodec<GroupStats, Reply> REPLY13 = new ListCodec<>(
            Reply::new, (in, context) -> decode(in, true), (stats, out, context) -> stats.encode(out, true));

    /**
     * What a bucket got.
     *
     * @param packets packets
     * @param bytes bytes
     */
    public record Bucket(long packets, long bytes) {}

    /**
     * Statistics of groups.
     *
     * @param entries the groups
     */
    public record Reply(List<GroupStats> entries) implements MultipartBody<GroupStats> {}

    private static GroupStats decode(WireReader in, boolean withAge) {
        WireReader entry = in.part(in.u16() - 2);
        entry.skip(2);
        int group = entry.i32();
        int references = entry.i32();
        entry.skip(4);
        long packets = entry.i64();
        long bytes = entry.i64();
        Age age = withAge ? Age.read(entry) : Age.UNKNOWN;
        List<Bucket> buckets = new ArrayList<>();
        while (entry.remaining() > 0) {
            buckets.add(new Bucket(entry.i64(), entry.i64()));
        }
        return new GroupStats(group, references, packets, bytes, age, List.copyOf(buckets));
    }

    private void encode(WireWriter out, boolean withAge) {
        out.u16((withAge ? HEADER13 : HEADER11) + BUCKET * buckets.size()).zeros(2);
        out.u32(group).u32(references).zeros(4).u64(packets).u64(bytes);
        if (withAge) {
            age.write(out);
        }
        for (Bucket bucket : buckets) {
            out.u64(bucket.packets).u64(bucket.bytes);
        }
    }
}
