/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.spi;

import io.opsswitch.datapath.Datapath;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import java.util.List;

/** What a feature may know of the running switch. Any thread may ask. */
public interface SwitchAccess {

    /** Return the datapaths in use. */
    List<Datapath> datapaths();

    /** Return the bridges of each datapath in use. */
    List<SwitchSnapshot> snapshots();

    /** Return the switch's time in milliseconds. */
    long now();

    /** Have decided anew what happens to packets, wherever that was decided so far. */
    void changed();

    /** Return whether the system's routes are to be used, beside those that are added by command. */
    boolean usesSystemRoutes();
}
