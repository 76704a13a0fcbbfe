/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.replay;

import io.opsswitch.datapath.netlink.transport.Capabilities;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.ForwardingTransport;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Records all that goes over another transport to a file, which {@link ReplayTransport} plays back. Safe for use by
 * several threads.
 */
public final class RecordingTransport extends ForwardingTransport {
    private final Recording recording;
    private final AtomicInteger channels = new AtomicInteger();

    /**
     * Record a transport.
     *
     * @param file is overwritten
     */
    public RecordingTransport(DatapathTransport inner, Path file) throws IOException {
        super(inner);
        this.recording = new Recording(file);
        Capabilities c = inner.capabilities();
        recording.line(
                0,
                "capabilities",
                c.megaflows() + " " + c.flowIds() + " " + c.datapaths() + " " + c.handlersPerPort() + " "
                        + c.perCpuUpcalls() + " " + c.announcesNewPorts());
    }

    @Override
    public int family(Family family) throws NetlinkException {
        int number = super.family(family);
        recording.family(family, number);
        return number;
    }

    /** {@inheritDoc} A recording has one answer for each request. */
    @Override
    public boolean takesSeveral() {
        return false;
    }

    @Override
    public NetlinkChannel open(Protocol protocol) throws NetlinkException {
        int number = channels.incrementAndGet();
        try {
            NetlinkChannel channel = super.open(protocol);
            recording.line(number, "open", protocol + " " + Integer.toUnsignedString(channel.pid()));
            return new RecordingChannel(channel, number, recording);
        } catch (NetlinkException e) {
            throw recording.refused(number, e);
        }
    }

    @Override
    public void close() {
        super.close();
        recording.close();
    }
}
