/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.datapath.netlink.client.KernelDatapath;
import io.opsswitch.datapath.netlink.client.KernelDatapaths;
import io.opsswitch.datapath.netlink.system.KernelDatapathProvider;
import io.opsswitch.datapath.netlink.system.Links;
import io.opsswitch.datapath.netlink.system.WindowsLinks;
import io.opsswitch.datapath.netlink.system.WindowsPorts;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.windows.DeviceFault;
import io.opsswitch.datapath.netlink.windows.WineLab;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;

/** The Windows library and the driver's stand-in, in Wine. */
final class WineKernel implements KernelLab {
    /** A key's tunnel attributes: identifier, source, destination, time to live. */
    private static final int ID = 0;

    private static final int SOURCE = 1;
    private static final int DESTINATION = 2;
    private static final int TTL = 4;

    /** Windows' error of a device that went away. */
    private static final int DEVICE_REMOVED = 1617;

    private final WineLab lab;
    private final Spoiler spoiler = new Spoiler();
    private volatile boolean isLoaded = true;
    private final Set<String> nics = ConcurrentHashMap.newKeySet();

    WineKernel(WineLab lab) {
        this.lab = lab;
        lab.reset();
        assertThat(lab.openHandles()).isZero();
    }

    @Override
    public KernelDatapathProvider.Host host() {
        return new KernelDatapathProvider.Host() {
            @Override
            public DatapathTransport transport() {
                return lab.transport(WineKernel.this::spoilt);
            }

            @Override
            public Links links(DatapathTransport transport) throws NetlinkException {
                return new WindowsLinks(transport, new Adapters());
            }
        };
    }

    private int spoilt(int code, ByteBuffer answer, int length) {
        spoiler.countCall();
        if (length == 0 || code != DeviceFault.TRANSACT && code != DeviceFault.READ) {
            return length;
        }
        Fault fault = spoiler.next();
        if (fault == null) {
            return length;
        }
        return fault == Fault.LOST ? -DEVICE_REMOVED : Spoiler.spoil(fault, answer, length);
    }

    @Override
    public boolean isWindows() {
        return true;
    }

    @Override
    public void addDevice(String name) {
        nics.add(name);
        lab.addNic(name);
    }

    @Override
    public void removeDevice(String name) {
        nics.remove(name);
        atPort(name, lab::removeNic);
    }

    /** Do something by a port's number; waits while the switch makes a port again that it took for gone. */
    private void atPort(String name, IntConsumer what) {
        await().atMost(KernelSwitchTestBase.LONG)
                .pollInterval(Duration.ofMillis(10))
                // The port may go away after its number was asked for.
                .ignoreException(IllegalStateException.class)
                .until(() -> {
                    Optional<Integer> number = numberNow(name);
                    number.ifPresent(what::accept);
                    return number.isPresent();
                });
    }

    /** By a way of its own, on which nothing goes wrong. */
    private Optional<Integer> numberNow(String name) {
        try (DatapathTransport transport = lab.transport();
                KernelDatapaths datapaths = new KernelDatapaths(transport);
                KernelDatapath datapath = datapaths.open(datapaths.list().get(0))) {
            return Optional.of(datapath.ports().get(name).number());
        } catch (NetlinkException e) {
            if (e.errno() == Errno.ENODEV) {
                return Optional.empty();
            }
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void inject(String port, byte[] frame) {
        atPort(port, number -> lab.inject(number, frame));
    }

    @Override
    public void inject(String port, byte[] frame, int vni, int source, int destination) {
        ByteBuffer tunnel = ByteBuffer.allocate(36).order(ByteOrder.LITTLE_ENDIAN);
        tunnel.putShort((short) 12).putShort((short) ID);
        tunnel.order(ByteOrder.BIG_ENDIAN).putLong(vni).order(ByteOrder.LITTLE_ENDIAN);
        tunnel.putShort((short) 8).putShort((short) SOURCE);
        tunnel.order(ByteOrder.BIG_ENDIAN).putInt(source).order(ByteOrder.LITTLE_ENDIAN);
        tunnel.putShort((short) 8).putShort((short) DESTINATION);
        tunnel.order(ByteOrder.BIG_ENDIAN).putInt(destination).order(ByteOrder.LITTLE_ENDIAN);
        tunnel.putShort((short) 5).putShort((short) TTL).put((byte) 64);
        atPort(port, number -> lab.injectTunnel(number, tunnel.array(), frame));
    }

    @Override
    public List<byte[]> sent(String port) {
        Optional<Integer> number;
        try {
            number = numberNow(port);
        } catch (UncheckedIOException e) {
            return List.of();
        }
        List<byte[]> frames = new ArrayList<>();
        if (number.isPresent()) {
            for (byte[] frame = lab.takeOutput(number.get()); frame.length > 0; frame = lab.takeOutput(number.get())) {
                frames.add(frame);
            }
        }
        return frames;
    }

    @Override
    public void setLoaded(boolean wanted) {
        isLoaded = wanted;
        if (wanted) {
            lab.startDriver();
            nics.forEach(lab::addNic);
        } else {
            lab.stopDriver();
        }
    }

    @Override
    public void setEnabled(boolean isEnabled) {
        lab.enable(isEnabled);
    }

    @Override
    public void spoil(Fault fault, int answers) {
        spoiler.set(fault, answers);
    }

    @Override
    public int left() {
        return spoiler.left();
    }

    @Override
    public long calls() {
        return spoiler.calls();
    }

    @Override
    public int openHandles() {
        return isLoaded ? lab.openHandles() : 0;
    }

    @Override
    public void close() {
        if (!isLoaded) {
            setLoaded(true);
        }
        await().atMost(Duration.ofSeconds(30))
                .untilAsserted(() -> assertThat(lab.openHandles()).as("handles").isZero());
    }

    /** Adapters of internal ports, which PowerShell makes on Windows: here the Hyper-V switch gets a port of the name. */
    private final class Adapters implements WindowsPorts {
        @Override
        public boolean makeInternal(String name) {
            if (!nics.add(name)) {
                return false;
            }
            lab.addNic(name);
            return true;
        }

        @Override
        public void removeInternal(String name) {
            // It stays for the next one of this name: the stand-in lets only ports go that are bound.
        }

        @Override
        public void setMacAddress(String name, long address) {
            requireAdapter(name);
        }

        @Override
        public void setMtu(String name, int mtu) {
            requireAdapter(name);
        }

        @Override
        public void setUp(String name, boolean isUp) {
            requireAdapter(name);
        }

        private void requireAdapter(String name) {
            if (!nics.contains(name)) {
                throw new IllegalStateException("there is no adapter " + name);
            }
        }
    }
}
