/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

/**
 * How many packets a controller gets.
 *
 * @param rate packets a second; 0 for any number
 * @param burst how many may come at once, and wait; 0 for a quarter of the rate
 */
public record PacketInLimit(int rate, int burst) {

    /** Any number. */
    public static final PacketInLimit NONE = new PacketInLimit(0, 0);

    private static final int DEFAULT_BURST_PART = 4;

    boolean isOn() {
        return rate > 0;
    }

    /** Return how many may come at once, at least one. */
    int effectiveBurst() {
        return Math.max(1, burst > 0 ? burst : rate / DEFAULT_BURST_PART);
    }
}
