/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it.kernel;

import io.opsswitch.datapath.netlink.system.KernelDatapathProvider;
import java.util.List;

/** A kernel below a switch, with its devices and with what can go wrong. Safe for use by several threads. */
interface KernelLab extends AutoCloseable {

    /** What happens to the answers of the kernel. */
    enum Fault {
        /** Bytes that mean nothing, in place of attributes. */
        GARBAGE,
        /** Only the first half of the bytes. */
        TRUNCATED,
        /** None: the way to the kernel breaks. */
        LOST
    }

    /** Return what a datapath stands on; its transports are those that faults are made on. */
    KernelDatapathProvider.Host host();

    /** Return whether the kernel has the ways of Windows. */
    boolean isWindows();

    /** Make a network device that can become a port. */
    void addDevice(String name);

    /** Remove the network device that a port is. */
    void removeDevice(String name);

    /** Let a frame come in by a port. */
    void inject(String port, byte[] frame);

    /** Let a frame come in by a VXLAN port with an outer header of this identifier and these addresses. */
    void inject(String port, byte[] frame, int vni, int source, int destination);

    /** Return and forget the frames that a port sent; none if there is no such port. */
    List<byte[]> sent(String port);

    /** Unload the driver, with all that it knows, or load it again. */
    void setLoaded(boolean isLoaded);

    /** Disable the extension on its switch, or enable it again; on Linux the same as loading. */
    void setEnabled(boolean isEnabled);

    /** Let so many of the next answers go wrong; 0 ends it. */
    void spoil(Fault fault, int answers);

    /** Return how many answers are still to go wrong. */
    int left();

    /** Return how often the kernel was asked for something. */
    long calls();

    /** Return how many channels or handles are open. */
    int openHandles();

    @Override
    void close();
}
