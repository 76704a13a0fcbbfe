/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.datapath.DatapathException;

/** What only the administration of Windows does with adapters of the Hyper-V switch. Used by one thread at a time. */
public interface WindowsPorts {

    /**
     * Make the management adapter of an internal port, unless it is there.
     *
     * @return whether it was made
     */
    boolean makeInternal(String name) throws DatapathException;

    /** Remove the management adapter of an internal port; nothing happens when there is none. */
    void removeInternal(String name) throws DatapathException;

    /** Set the Ethernet address of a management adapter. */
    void setMacAddress(String name, long address) throws DatapathException;

    /** Set the MTU of an adapter in bytes. */
    void setMtu(String name, int mtu) throws DatapathException;

    /** Enable or disable an adapter. */
    void setUp(String name, boolean isUp) throws DatapathException;
}
