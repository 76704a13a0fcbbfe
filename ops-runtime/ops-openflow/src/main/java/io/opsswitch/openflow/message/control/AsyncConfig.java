/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.control;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.wire.Body;
import java.util.EnumMap;
import java.util.Map;

/**
 * Which messages a controller wants to be sent unasked, for when it is primary or equal, and for when it is secondary. A
 * message in a form that names all kinds says so for each; one that changes some has only those.
 *
 * @param primary for each kind a bit for each reason, in the primary or equal role; kinds that are not there stay as
 *     they are
 * @param secondary the same in the secondary role
 */
public record AsyncConfig(Map<AsyncKind, Integer> primary, Map<AsyncKind, Integer> secondary) implements Body {

    /** Reason of packets for controllers that no flow matched a table-miss flow's: not told on the wire. */
    public static final int EXPLICIT_MISS = 1 << 6;
    /** Reason of packets for controllers that no flow at all matched: not told on the wire. */
    public static final int IMPLICIT_MISS = 1 << 7;

    /** Of who is not told anything unasked. */
    public static final AsyncConfig NOTHING = new AsyncConfig(zeros(), zeros());

    /** Copy the maps. */
    public AsyncConfig {
        primary = Map.copyOf(primary);
        secondary = Map.copyOf(secondary);
    }

    /** Return what a controller gets that has not said anything. */
    public static AsyncConfig defaults(OpenFlowVersion version) {
        int packets = 0x3f & ~4 | EXPLICIT_MISS | (version.atLeast(OpenFlowVersion.OF13) ? 0 : IMPLICIT_MISS);
        int removed = version.atLeast(OpenFlowVersion.OF14) ? 0x3f : version == OpenFlowVersion.OF13 ? 0xf : 0x7;
        Map<AsyncKind, Integer> primary = zeros();
        primary.put(AsyncKind.PACKET_IN, packets);
        primary.put(AsyncKind.PORT_STATUS, 7);
        primary.put(AsyncKind.FLOW_REMOVED, removed);
        Map<AsyncKind, Integer> secondary = zeros();
        secondary.put(AsyncKind.PORT_STATUS, 7);
        return new AsyncConfig(primary, secondary);
    }

    /** Return this with all that another one says instead. */
    public AsyncConfig with(AsyncConfig changes) {
        Map<AsyncKind, Integer> first = zeros();
        first.putAll(primary);
        first.putAll(changes.primary);
        Map<AsyncKind, Integer> second = zeros();
        second.putAll(secondary);
        second.putAll(changes.secondary);
        return new AsyncConfig(first, second);
    }

    /** Return the bits of the reasons for which messages of a kind are wanted. */
    public int reasons(AsyncKind kind, boolean inPrimary) {
        return (inPrimary ? primary : secondary).getOrDefault(kind, 0);
    }

    static Map<AsyncKind, Integer> zeros() {
        Map<AsyncKind, Integer> map = new EnumMap<>(AsyncKind.class);
        for (AsyncKind kind : AsyncKind.values()) {
            map.put(kind, 0);
        }
        return map;
    }
}
