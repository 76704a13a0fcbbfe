/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.inband;

import java.io.IOException;

/** Where this host sends packets. */
@FunctionalInterface
public interface NextHops {

    /** Knows no way to anywhere, as on systems that do not tell of theirs. */
    NextHops NONE = address -> {
        throw new IOException("Operation not supported");
    };

    /**
     * Return the Ethernet address to which packets for an IPv4 address go; 0 if it is not known yet.
     *
     * @param address in dotted form
     * @throws IOException if there is no way; the message says why
     */
    long macTowards(String address) throws IOException;
}
