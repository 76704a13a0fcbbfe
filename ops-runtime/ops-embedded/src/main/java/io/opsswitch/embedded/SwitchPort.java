/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded;

import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.userspace.DummyPort;
import java.time.Duration;
import java.util.List;

/**
 * The outer end of a dummy port of a switch: what a test sends comes in there, and what the switch sends is kept until it
 * is asked for. Stays good when the port is deleted and added again. Safe for use by several threads.
 */
public final class SwitchPort {

    private final OpsSwitch owner;
    private final String name;

    SwitchPort(OpsSwitch owner, String name) {
        this.owner = owner;
        this.name = name;
    }

    /** Return the name. */
    public String name() {
        return name;
    }

    /** Return the OpenFlow port number. */
    public int ofport() {
        return owner.ofport(name);
    }

    /**
     * Let frames, from the Ethernet header on and without checksum, come in by this port. When this returns, each has been
     * forwarded as all flows say that were there before, unless a controller is to decide about it.
     */
    public void send(byte[]... frames) {
        DummyPort port = dummy();
        owner.catchUp();
        for (byte[] frame : frames) {
            port.inject(frame);
        }
    }

    /** Return the frames that the switch has sent by this port since the last call, in order, and forget them. */
    public List<byte[]> received() {
        return dummy().takeSent();
    }

    /**
     * Wait for the next frame that the switch sends by this port, and forget it.
     *
     * @throws AssertionError if none comes in time
     */
    public byte[] awaitReceived(Duration limit) throws InterruptedException {
        byte[] frame = dummy().awaitSent(limit.toMillis());
        if (frame == null) {
            throw new AssertionError("port " + name + ": nothing was sent there within " + limit.toMillis() + " ms");
        }
        return frame;
    }

    /** Plug in or pull the imagined cable; the switch sees it at once. */
    public void setLink(boolean isUp) {
        dummy().setCarrier(isUp);
        owner.settle();
    }

    private DummyPort dummy() {
        Port port = owner.datapathPort(name);
        if (port instanceof DummyPort dummy) {
            return dummy;
        }
        throw new IllegalArgumentException("port " + name + " is a device of this host (type " + port.type()
                + "), which no test can send through; use one of type dummy");
    }
}
