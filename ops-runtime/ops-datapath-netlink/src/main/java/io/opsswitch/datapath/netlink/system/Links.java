/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.Port.PortState;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The network devices of the host, which are the ports of its datapath. Safe for use by several threads. */
public interface Links extends AutoCloseable {

    /**
     * A device.
     *
     * @param state its state
     * @param macAddress its Ethernet address, 48 bits; 0 if it has none
     */
    record Link(PortState state, long macAddress) {}

    /** Return a device, or null if there is none of this name. */
    @Nullable
    Link query(String name);

    /** Return what a device's driver says of itself, in the keys of {@code Interface.status}; empty if that is not known. */
    default Map<String, String> driver(String name) {
        return Map.of();
    }

    /** Look for devices by a new way: that of before is of no use when the kernel's driver has come anew. */
    default void refresh() throws NetlinkException {}

    /** Set the Ethernet address of a device. */
    void setMacAddress(String name, long address) throws DatapathException;

    /** Set the MTU of a device in bytes. */
    void setMtu(String name, int mtu) throws DatapathException;

    /** Configure a device up or down. */
    void setAdminUp(String name, boolean isUp) throws DatapathException;

    /**
     * Make the device of an internal port, where the datapath does not make it by itself.
     *
     * @return whether it was made here
     */
    default boolean makeInternal(String name) throws DatapathException {
        return false;
    }

    /** Remove the device of an internal port that {@link #makeInternal} made, in this run or a former one. */
    default void removeInternal(String name) throws DatapathException {}

    /** Have somebody told when devices come, go or change; he is called by a thread of this object. */
    void watch(Runnable listener) throws DatapathException;

    @Override
    void close();
}
