/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.util.Set;

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
    Datapath open(String name) throws DatapathException;
}
