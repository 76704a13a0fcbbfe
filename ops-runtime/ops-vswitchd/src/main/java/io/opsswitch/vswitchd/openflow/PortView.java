/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.message.port.PortDescription;
import io.opsswitch.openflow.message.port.PortStats;
import io.opsswitch.openflow.message.queue.QueueStats;
import java.util.List;

/** A port as it is told to controllers. */
public interface PortView {

    /** Return what it is now. */
    PortDescription description();

    /** Return what has been counted. */
    PortStats statistics();

    /** Return its queues in the order of their numbers, with what has been counted. */
    List<QueueStats> queues();
}
