/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.message.control.SwitchDescription;
import io.opsswitch.openflow.message.port.PortDescription;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What the endpoint asks of the switch. Called in the thread that handles messages; must not block. */
public interface SwitchView {

    /** Return what the switch says about itself. */
    SwitchDescription description();

    /** Return who the bridge is. */
    long datapathId();

    /** Return whether actions are allowed that only tests of switches use. */
    default boolean allowsTestActions() {
        return false;
    }

    /** Return whether the switch is to have controllers, connected or not. */
    boolean expectsControllers();

    /** Return the ports by number, the bridge's own last. */
    List<PortView> ports();

    /** Return a port, or null if there is none of this number. */
    @Nullable
    PortView port(int number);

    /**
     * Change the configuration of a port for a controller.
     *
     * @param port one that there is
     * @param config bits of {@link io.opsswitch.openflow.message.port.PortConfig}
     * @param mask which of them change
     * @return what others are to be told by the endpoint; what the device makes of it is told later
     */
    @Nullable
    PortDescription configurePort(int port, int config, int mask);
}
