/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.util.List;

/**
 * A limit on how fast packets come, for {@link Datapath#setMeter}. Each band has a bucket of tokens that its rate fills; to
 * a packet for which several buckets have not enough happens what the band with the highest rate says.
 *
 * @param kilobits whether rates are in kilobits a second; else in packets
 * @param bands the bands; a meter without any only counts
 */
public record Meter(boolean kilobits, List<Band> bands) {

    /** Create a meter. */
    public Meter {
        bands = List.copyOf(bands);
    }

    /** What happens to a packet above the rate of a band. */
    public enum BandType {
        /** It is dropped. */
        DROP,
        /** Its DSCP is changed so that others drop it sooner. */
        DSCP_REMARK
    }

    /**
     * One band.
     *
     * @param type what it does
     * @param rate kilobits or packets a second, unsigned and positive
     * @param burst how many kilobits or packets may come at once, unsigned; 0 is as many as in a second
     * @param precedence by how much {@link BandType#DSCP_REMARK} raises the drop precedence
     */
    public record Band(BandType type, int rate, int burst, int precedence) {

        private static final int DSCP_CLASSES = 4;
        private static final int MAX_DROP = 3;

        /**
         * Return the DSCP, 6 bits, that a packet gets with a DSCP: of an assured forwarding class (RFC 2597) the one with
         * a higher drop precedence, the highest at the most; any other stays.
         */
        public int remark(int dscp) {
            int forwarding = dscp >> 3;
            int drop = dscp >> 1 & 3;
            boolean isAssured = (dscp & 1) == 0 && forwarding >= 1 && forwarding <= DSCP_CLASSES && drop != 0;
            return isAssured ? forwarding << 3 | Math.min(MAX_DROP, drop + precedence) << 1 : dscp;
        }
    }

    /**
     * What a meter has counted since it was made.
     *
     * @param packets packets that met it
     * @param bytes bytes that met it
     * @param bands for each band, what it was used for
     */
    public record Statistics(long packets, long bytes, List<BandStatistics> bands) {
        /** Create statistics. */
        public Statistics {
            bands = List.copyOf(bands);
        }
    }

    /**
     * What a band was used for.
     *
     * @param packets packets above its rate
     * @param bytes bytes of these
     */
    public record BandStatistics(long packets, long bytes) {}
}
