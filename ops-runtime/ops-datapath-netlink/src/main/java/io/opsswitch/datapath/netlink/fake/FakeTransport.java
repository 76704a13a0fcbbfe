/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.message.PortType;
import io.opsswitch.datapath.netlink.transport.Capabilities;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.util.ArrayList;
import java.util.List;

/**
 * A kernel in memory, with the ways of Linux or those of Windows. Time stands still until {@link #advanceMillis}.
 *
 * <p>Safe for use by several threads: one lock guards all of its state.
 */
public final class FakeTransport implements DatapathTransport {
    private static final Capabilities LINUX = new Capabilities(true, true, true, Integer.MAX_VALUE, true, true);
    private static final Capabilities WINDOWS = new Capabilities(false, false, false, 1, false, false);
    /** So many handles Windows' driver gives. */
    private static final int WINDOWS_HANDLES = 512;
    /** Any number above those that are reserved; not Windows', so that nobody takes those for granted. */
    private static final int FIRST_FAMILY = 0x1c;

    private final boolean windows;
    private final FakeKernel kernel;
    private final List<FakeChannel> channels = new ArrayList<>();

    private FakeTransport(boolean windows) {
        this.windows = windows;
        this.kernel = new FakeKernel(windows);
    }

    /** Return a kernel with the ways of Linux and without datapaths. */
    public static FakeTransport linux() {
        return new FakeTransport(false);
    }

    /** Return a kernel with the ways of Windows: one datapath, flows without masks, no events of new ports. */
    public static FakeTransport windows() {
        return new FakeTransport(true);
    }

    /**
     * A frame that a port sent.
     *
     * @param bytes the frame
     * @param tunnel the outer header that actions set, in a key's tunnel fields
     */
    public record Sent(byte[] bytes, FlowKey tunnel) {}

    /** Make a network device that can become a port. */
    public void addDevice(String name) {
        synchronized (kernel) {
            kernel.devices.add(name);
        }
    }

    /** Remove a network device, and the port that it is. */
    public void removeDevice(String name) {
        synchronized (kernel) {
            kernel.devices.remove(name);
            for (FakeDatapath datapath : kernel.datapaths.values()) {
                FakePort port = datapath.port(name);
                if (port != null) {
                    kernel.removePort(datapath, port);
                }
            }
        }
    }

    /** Let a frame come in by a port. */
    public void inject(int datapath, int port, byte[] frame) {
        inject(datapath, port, frame, new FlowKey());
    }

    /**
     * Let a frame come in by a port.
     *
     * @param metadata tunnel, mark and the like, as a key
     */
    public void inject(int datapath, int port, byte[] frame, FlowKey metadata) {
        synchronized (kernel) {
            FakeDatapath target = kernel.datapaths.get(datapath);
            FakePort from = target == null ? null : target.ports.get(port);
            if (target == null || from == null) {
                throw new IllegalArgumentException("no port " + port + " in datapath " + datapath);
            }
            from.rxPackets++;
            from.rxBytes += frame.length;
            new Pipeline(kernel, target).receive(new Frame(frame, metadata, port));
        }
    }

    /** Let a frame come in by the port of a name, whichever datapath it is in. */
    public void inject(String port, byte[] frame) {
        inject(port, frame, new FlowKey());
    }

    /** Let a frame come in by the port of a name, with a tunnel, a mark and the like. */
    public void inject(String port, byte[] frame, FlowKey metadata) {
        synchronized (kernel) {
            for (FakeDatapath datapath : kernel.datapaths.values()) {
                FakePort from = datapath.port(port);
                if (from != null) {
                    inject(datapath.number, from.number, frame, metadata);
                    return;
                }
            }
            throw new IllegalArgumentException("no port " + port + " in any datapath");
        }
    }

    /** Let frames come in by the port of a name, faster than anybody can take one of them from a channel. */
    public void injectAtOnce(String port, List<byte[]> frames) {
        synchronized (kernel) {
            frames.forEach(frame -> inject(port, frame));
        }
    }

    /** Return and forget what the port of a name has sent. */
    public List<Sent> sent(String port) {
        synchronized (kernel) {
            for (FakeDatapath datapath : kernel.datapaths.values()) {
                FakePort from = datapath.port(port);
                if (from != null) {
                    return sent(datapath.number, from.number);
                }
            }
            return List.of();
        }
    }

    /** Return and forget what a port has sent. */
    public List<Sent> sent(int datapath, int port) {
        synchronized (kernel) {
            FakeDatapath source = kernel.datapaths.get(datapath);
            FakePort from = source == null ? null : source.ports.get(port);
            if (from == null) {
                return List.of();
            }
            List<Sent> sent = List.copyOf(from.sent);
            from.sent.clear();
            return sent;
        }
    }

    /** Let time pass. */
    public void advanceMillis(long millis) {
        synchronized (kernel) {
            kernel.nowMillis += millis;
        }
    }

    /** Return the time of the kernel's clock in milliseconds. */
    public long nowMillis() {
        synchronized (kernel) {
            return kernel.nowMillis;
        }
    }

    /** Return whether there is a network device of a name: one that was made here, or that an internal port is. */
    boolean hasDevice(String name) {
        synchronized (kernel) {
            return kernel.devices.contains(name)
                    || kernel.datapaths.values().stream()
                            .map(datapath -> datapath.port(name))
                            .anyMatch(port -> port != null && port.type == PortType.INTERNAL);
        }
    }

    /**
     * Let the datapaths go away, as when a driver is unloaded, or let them come back: Linux' are gone for good, Windows' one
     * has lost its ports and flows. Meanwhile all requests fail, and who waits for events or packets is told so.
     */
    public void setLoaded(boolean isLoaded) {
        synchronized (kernel) {
            kernel.setLoaded(isLoaded);
        }
    }

    /**
     * Disable the Open vSwitch extension on the only switch, or enable it again: Windows' datapath loses ports and flows.
     * Meanwhile all requests fail; channels are of use again afterwards.
     */
    public void setEnabled(boolean isEnabled) {
        if (!windows) {
            throw new IllegalStateException("only the ways of Windows know an extension that can be disabled");
        }
        synchronized (kernel) {
            kernel.setEnabled(isEnabled);
        }
    }

    /** Set how many messages wait for one channel before others are lost. */
    public void setQueueLimit(int messages) {
        synchronized (kernel) {
            kernel.queueLimit = messages;
        }
    }

    @Override
    public String name() {
        return "fake";
    }

    @Override
    public Capabilities capabilities() {
        return windows ? WINDOWS : LINUX;
    }

    @Override
    public int family(Family family) throws NetlinkException {
        return number(windows, family);
    }

    static int number(boolean windows, Family family) throws NetlinkException {
        if (windows) {
            return family.windowsNumber();
        }
        if (family == Family.WINDOWS_NETDEV) {
            throw new NetlinkException(
                    Errno.ENOENT, "the kernel has no family " + family.title() + ": only Windows' driver has it");
        }
        return FIRST_FAMILY + family.ordinal();
    }

    /** {@inheritDoc} Nothing costs less here; but users are to be tested as on the kernel of this shape. */
    @Override
    public boolean takesSeveral() {
        return !windows;
    }

    @Override
    public NetlinkChannel open(Protocol protocol) throws NetlinkException {
        synchronized (kernel) {
            if (!kernel.isLoaded) {
                throw new NetlinkException(Errno.ENODEV, "the datapaths' driver is not loaded; load it");
            }
            if (!kernel.isEnabled) {
                throw FakeChannel.disabled();
            }
            if (windows && channels.size() >= WINDOWS_HANDLES) {
                throw new NetlinkException(
                        Errno.EMFILE,
                        "the driver has given all of its " + WINDOWS_HANDLES + " handles; close channels first");
            }
            FakeChannel channel = new FakeChannel(kernel, protocol, this::forget);
            channels.add(channel);
            return channel;
        }
    }

    private void forget(FakeChannel channel) {
        channels.remove(channel);
    }

    @Override
    public int openChannels() {
        synchronized (kernel) {
            return channels.size();
        }
    }

    @Override
    public void close() {
        synchronized (kernel) {
            List.copyOf(channels).forEach(FakeChannel::close);
        }
    }
}
