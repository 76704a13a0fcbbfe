/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.device;

import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.NetworkLink;

/** A device of the host that is there without us, and may go and come again meanwhile. */
public interface NetworkDevice extends Device {

    /** Receive from this network device, and send by it. */
    void attach(NetworkLink link) throws NativeException;

    /** Stop receiving. */
    void detach() throws NativeException;
}
