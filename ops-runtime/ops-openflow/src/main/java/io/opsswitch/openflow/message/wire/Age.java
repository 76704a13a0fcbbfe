/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.wire;

/**
 * How long something has been there.
 *
 * @param seconds whole seconds, 32 bits without sign
 * @param nanos the rest in nanoseconds
 */
public record Age(int seconds, int nanos) {

    /** That of versions that do not tell it. */
    public static final Age UNKNOWN = new Age(-1, -1);

    /** Return that of a number of milliseconds. */
    public static Age ofMillis(long millis) {
        return new Age((int) (millis / 1000), (int) (millis % 1000) * 1_000_000);
    }

    /** Read both numbers. */
    public static Age read(WireReader in) {
        return new Age(in.i32(), in.i32());
    }

    /** Append both numbers. */
    public void write(WireWriter out) {
        out.u32(seconds).u32(nanos);
    }

    /** Return whether it has been told. */
    public boolean known() {
        return seconds != -1;
    }
}
