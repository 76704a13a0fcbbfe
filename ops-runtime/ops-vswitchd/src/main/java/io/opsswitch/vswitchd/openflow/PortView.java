/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.message.port.PortDescription;
import io.opsswitch.openflow.message.port.PortStats;

/** A port as it is told to controllers. */
public interface PortView {

    /** Return what it is now. */
    PortDescription description();

    /** Return what has been counted. */
    PortStats statistics();
}
