/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.extension;

import io.opsswitch.openflow.message.wire.ListCodec;
import io.opsswitch.openflow.message.wire.MultipartBody;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.List;

/**
 * What an exporter of flows has counted.
 *
 * @param totalFlows flows since it runs
 * @param currentFlows flows now
 * @param packets packets that were sampled
 * @param ipv4Packets those of IPv4
 * @param ipv6Packets those of IPv6
 * @param errors packets that could not be sampled
 * @param ipv4Errors those of IPv4
 * @param ipv6Errors those of IPv6
 * @param sent packets to collectors
 * @param sendErrors packets that could not be sent to collectors
 * @param collectorSet the set of collectors; 0 for that of the bridge
 */
public record IpfixStats(
        long totalFlows,
        long currentFlows,
        long packets,
        long ipv4Packets,
        long ipv6Packets,
        long errors,
        long ipv4Errors,
        long ipv6Errors,
        long sent,
        long sendErrors,
        int collectorSet) {

    /** Codec of the exporter of a bridge, which is one, and of those of flows. */
    public static final ListCodec<IpfixStats, Reply> CODEC =
            new ListCodec<>(Reply::new, IpfixStats::decode, IpfixStats::encode);

    /**
     * Statistics of exporters.
     *
     * @param entries the exporters
     */
    public record Reply(List<IpfixStats> entries) implements MultipartBody<IpfixStats> {}

    private static IpfixStats decode(WireReader in, WireContext context) {
        IpfixStats stats = new IpfixStats(
                in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64(), in.i64(),
                in.i32());
        in.skip(4);
        return stats;
    }

    private void encode(WireWriter out, WireContext context) {
        out.u64(totalFlows).u64(currentFlows).u64(packets).u64(ipv4Packets).u64(ipv6Packets);
        out.u64(errors).u64(ipv4Errors).u64(ipv6Errors).u64(sent).u64(sendErrors);
        out.u32(collectorSet).zeros(4);
    }
}
