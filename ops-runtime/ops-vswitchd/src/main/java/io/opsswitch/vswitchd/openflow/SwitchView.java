/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.message.control.SwitchDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the endpoint asks of the switch. Called in the thread that handles messages; must not block. */
public interface SwitchView {

    /** Return what the switch says about itself. */
    SwitchDescription description();

    /** Return who the bridge is. */
    long datapathId();

    /** Return the ports by number, the bridge's own last. */
    List<PortView> ports();

    /** Return a port, or null if there is none of this number. */
    @Nullable
    PortView port(int number);

    /**
     * Change the configuration of a port for a controller. Others are told by the endpoint, from what the port's
     * description is before and after.
     *
     * @param port one that there is
     * @param config bits of {@link io.opsswitch.openflow.message.port.PortConfig}
     * @param mask which of them change
     */
    void configurePort(int port, int config, int mask);
}
