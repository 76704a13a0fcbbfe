/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.testing;

import java.util.List;

/** Lets frames in by devices that are ports, and collects what comes out of them. */
public interface Traffic {
    /** Let a frame in by the port of a name. */
    void inject(String device, byte[] frame) throws Exception;

    /** Return and forget the frames that came out of the port of a name; others may be among them. */
    List<byte[]> collect(String device) throws Exception;
}
