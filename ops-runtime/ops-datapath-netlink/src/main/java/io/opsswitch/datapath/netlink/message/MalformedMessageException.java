/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.io.IOException;

/** A message contradicts itself or its tables. Says what is wrong, in which attribute, and at which byte. */
public final class MalformedMessageException extends IOException {
    private static final long serialVersionUID = 1L;

    private final String path;
    private final int offset;

    MalformedMessageException(String what, String path, int offset) {
        super(path + ": " + what + " (byte " + offset + " of the message)");
        this.path = path;
        this.offset = offset;
    }

    /** Return the path of the attribute, such as {@code ovs_flow.key.tunnel.geneve_opts}. */
    public String path() {
        return path;
    }

    /** Return the offset in the message, in bytes. */
    public int offset() {
        return offset;
    }

    /** Return the same as the error of an exchange with a kernel. */
    public NetlinkException asNetlinkException() {
        NetlinkException exception =
                new NetlinkException(Errno.EBADMSG, "the datapath sent a message that cannot be read: " + getMessage());
        exception.initCause(this);
        return exception;
    }
}
