/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.common.coverage.Coverage;
import java.util.Arrays;
import java.util.List;

/** Counters of dropped packets by the reasons that flows give, under the names that Open vSwitch's have. Thread-safe. */
final class DropCounters {

    /** The pipeline had nothing else to do with the packet. */
    static final int OF_PIPELINE = 0;

    private static final List<String> REASONS = List.of(
            "of_pipeline",
            "bridge_not_found",
            "recursion_too_deep",
            "too_many_resubmit",
            "stack_too_deep",
            "no_recirculation_context",
            "recirculation_conflict",
            "too_many_mpls_labels",
            "invalid_tunnel_metadata",
            "unsupported_packet_type",
            "congestion",
            "forwarding_disabled",
            "tunnel_routing_failed",
            "tunnel_output_no_ethernet",
            "tunnel_neigh_cache_miss",
            "tunnel_header_build_failed");

    private static final Coverage[] COUNTERS = REASONS.stream()
            .map(reason -> Coverage.counter("drop_action_" + reason))
            .toArray(Coverage[]::new);

    private DropCounters() {}

    /** Count a packet; reasons that nobody knows count as none. */
    static void hit(int reason) {
        if (reason >= 0 && reason < COUNTERS.length) {
            COUNTERS[reason].hit();
        }
    }

    /** Let those who watch the counters see them before the first packet. */
    static void register() {
        Arrays.stream(COUNTERS).forEach(counter -> counter.add(0));
    }
}
