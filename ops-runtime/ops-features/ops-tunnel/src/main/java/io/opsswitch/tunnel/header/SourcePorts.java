/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.header;

/**
 * The ports that tunnels over UDP send from: one for all packets of a connection, so that they take one way through networks
 * that spread packets by ports. Safe for use by several threads.
 */
public final class SourcePorts {

    private record Range(int least, int most) {}

    private volatile Range range = new Range(32768, 61000);

    /** Create the range that Open vSwitch has. */
    public SourcePorts() {}

    /** Return the port for the packets whose hash this is. */
    int of(int hash) {
        Range now = range;
        return (int) ((hash & 0xffff_ffffL) * (now.most - now.least) >>> Integer.SIZE) + now.least;
    }

    /** Say which ports are used, given its ends in any order. */
    public void set(int one, int other) {
        range = new Range(Math.min(one, other), Math.max(one, other));
    }

    /** Return the range as text: {@code 32768-61000}. */
    public String text() {
        Range now = range;
        return now.least + "-" + now.most;
    }
}
