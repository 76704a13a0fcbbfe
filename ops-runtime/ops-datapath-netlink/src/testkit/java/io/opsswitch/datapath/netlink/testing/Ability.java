/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.testing;

/** What a transport's surroundings have for the suite; tests that need more are left out, and say so. */
public enum Ability {
    /** Frames can be let in and collected. */
    TRAFFIC,
    /** Devices can be taken away under the datapath. */
    REMOVE_DEVICE,
    /** Connections can be tracked, dumped and flushed. */
    CONNTRACK,
    /** The limits of zones can be set. */
    ZONE_LIMITS,
    /** Meters can be set. */
    METERS,
    /** Threads may come in any order: answers do not have to be those that were recorded. */
    THREADS,
    /** Time passes while something waits. */
    TIME
}
