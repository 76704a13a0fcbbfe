/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import io.opsswitch.common.unixctl.ControlCommands;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/** Makes datapaths of one type; found with {@link java.util.ServiceLoader}. Vendors plug their SDK in here. */
public interface DatapathProvider {

    /** Return the Kconfig symbol of the module, such as {@code OPS_DATAPATH_USERSPACE}. */
    String symbol();

    /** Return the datapath type, as in {@code Bridge.datapath_type}. */
    String type();

    /** Return the interface types that its datapaths can add, for {@code Open_vSwitch.iface_types}. */
    Set<String> interfaceTypes();

    /**
     * Open a datapath.
     *
     * @throws DatapathException if this host cannot offer it; the message says what is missing
     */
    Datapath open(DatapathSpec spec) throws DatapathException;

    /**
     * Open a datapath of this type, without stand-ins, on the system's clock.
     *
     * @throws DatapathException as {@link #open(DatapathSpec)}
     */
    default Datapath open(String name) throws DatapathException {
        return open(DatapathSpec.of(type(), name));
    }

    /**
     * Register the control commands that the datapaths of this provider bring; called once a switch, if at all.
     *
     * @param datapaths those that are open, of all providers
     */
    default void register(ControlCommands commands, Supplier<? extends List<Datapath>> datapaths) {}
}
