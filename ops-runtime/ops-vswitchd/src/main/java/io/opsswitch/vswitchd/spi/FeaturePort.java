/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.spi;

import io.opsswitch.datapath.Port;
import io.opsswitch.vswitchd.ofproto.VirtualPort;
import java.util.Map;

/** An interface that a feature has opened. Used by the switch's one thread. */
public interface FeaturePort extends AutoCloseable {

    /** Return its state and counters; its number is that of the datapath's port that it shares with others. */
    Port port();

    /** Return what it does with packets; equal to itself only. */
    VirtualPort virtual();

    /** Return what the column {@code status} says. */
    Map<String, String> status();

    /** End it; no packet is on its way to it any more. */
    @Override
    void close();
}
