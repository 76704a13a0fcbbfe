/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import java.nio.ByteBuffer;

/**
 * A datapath as a kernel tells of it.
 *
 * @param number its number
 * @param name its name
 * @param hits packets that a flow matched
 * @param missed packets that no flow matched
 * @param lost of those, the ones that did not reach user space
 * @param flows number of flows
 * @param masks number of masks, 0 where there are none
 * @param maskHits masks looked at for all packets
 * @param cacheHits packets that the cache of masks served
 * @param features bits {@code DatapathTable.FEATURE_*}
 * @param masksCacheSize size of the cache of masks, -1 where there is none
 */
public record DatapathInfo(
        int number,
        String name,
        long hits,
        long missed,
        long lost,
        long flows,
        int masks,
        long maskHits,
        long cacheHits,
        int features,
        int masksCacheSize) {

    /** Read a message of the family {@code ovs_datapath}. */
    public static DatapathInfo read(MessageReader reader, ByteBuffer message) throws MalformedMessageException {
        reader.open(message, DatapathTable.TABLE);
        String name = "";
        long[] stats = new long[4];
        int masks = 0;
        long maskHits = 0;
        long cacheHits = 0;
        int features = 0;
        int cache = -1;
        while (reader.next()) {
            switch (reader.type()) {
                case DatapathTable.NAME -> name = reader.getString();
                case DatapathTable.STATS -> {
                    for (int i = 0; i < stats.length; i++) {
                        stats[i] = reader.member(DatapathTable.STATS_LAYOUT, i);
                    }
                }
                case DatapathTable.MEGAFLOW_STATS -> {
                    maskHits = reader.member(DatapathTable.MEGAFLOW_LAYOUT, 0);
                    masks = (int) reader.member(DatapathTable.MEGAFLOW_LAYOUT, 1);
                    cacheHits = reader.member(DatapathTable.MEGAFLOW_LAYOUT, 2);
                }
                case DatapathTable.USER_FEATURES -> features = reader.getInt();
                case DatapathTable.MASKS_CACHE_SIZE -> cache = reader.getInt();
                default -> {
                    // Newer kernels tell more.
                }
            }
        }
        if (name.isEmpty()) {
            throw reader.fail("lacks the name of the datapath");
        }
        return new DatapathInfo(
                reader.datapath(),
                name,
                stats[0],
                stats[1],
                stats[2],
                stats[3],
                masks,
                maskHits,
                cacheHits,
                features,
                cache);
    }
}
