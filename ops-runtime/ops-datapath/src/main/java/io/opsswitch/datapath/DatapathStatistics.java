/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

/**
 * What a datapath counts of itself, for dpctl(8).
 *
 * @param hits packets that a flow matched
 * @param missed packets that no flow matched
 * @param lost of those, the ones that did not reach who decides about them
 * @param flows number of flows
 * @param masks number of different masks, -1 where there are none
 * @param maskHits masks that were looked at for all packets
 * @param cacheHits packets that the cache of masks served, -1 where it does not count
 * @param masksCacheSize entries of the cache of masks, -1 where there is none
 */
public record DatapathStatistics(
        long hits,
        long missed,
        long lost,
        long flows,
        long masks,
        long maskHits,
        long cacheHits,
        long masksCacheSize) {}
