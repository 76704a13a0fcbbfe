/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.Dummies;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.NetworkLink;
import io.opsswitch.datapath.nativelib.NetworkLinks;
import io.opsswitch.datapath.userspace.device.HostTap;
import io.opsswitch.datapath.userspace.device.NetworkDevice;
import io.opsswitch.datapath.userspace.device.RingDevice;
import io.opsswitch.datapath.userspace.device.XdpDevice;
import io.opsswitch.datapath.userspace.device.XdpMode;
import io.opsswitch.datapath.userspace.engine.DevicePort;
import io.opsswitch.datapath.userspace.engine.PortBase;
import io.opsswitch.datapath.userspace.engine.Switchboard;
import java.io.File;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** Makes ports, and sentences of the reasons why it cannot. */
final class PortFactory {

    private static final Vlog VLOG = Vlog.module("netdev_linux");

    static final String SYSTEM = "system";
    static final String AF_XDP = "afxdp";

    /** The same, read by the main threads. */
    static final String AF_XDP_NON_PMD = "afxdp-nonpmd";

    private static final String INTERNAL = "internal";

    private final Switchboard switchboard;
    private final Devices devices;
    private final @Nullable String nativeFailure;
    private final Runnable changed;

    /**
     * Create a factory.
     *
     * @param changed to be called when the state of a stand-in has changed
     */
    PortFactory(Switchboard switchboard, Devices devices, @Nullable String nativeFailure, Runnable changed) {
        this.switchboard = switchboard;
        this.devices = devices;
        this.nativeFailure = nativeFailure;
        this.changed = changed;
    }

    /**
     * Which ports are stand-ins.
     *
     * @param made how many the switch has made
     * @param internalDummies whether internal ports are, and with them that of the bridge itself
     */
    record Devices(Dummies dummies, AtomicLong made, boolean internalDummies) {

        private boolean isDummy(String type) {
            return DummyPort.isDummy(type)
                    || dummies.replace(type.isEmpty() ? SYSTEM : type)
                    || internalDummies && type.equals(INTERNAL);
        }
    }

    PortBase create(PortSpec spec, int number) throws DatapathException {
        if (devices.isDummy(spec.type())) {
            return DummyPort.create(spec, number, switchboard, devices.made(), changed);
        }
        return switch (spec.type()) {
            case "", SYSTEM -> {
                checkDevice(spec);
                yield openSystem(spec, number, SYSTEM, RingDevice::new, "CAP_NET_RAW");
            }
            case AF_XDP, AF_XDP_NON_PMD -> {
                checkDevice(spec);
                yield openXdp(spec, number);
            }
            case INTERNAL, "tap" -> {
                checkDevice(spec);
                yield createTap(spec, number);
            }
            default ->
                throw new DatapathException(
                        "could not open network device " + spec.name() + " (Address family not supported by protocol)");
        };
    }

    private void checkDevice(PortSpec spec) throws DatapathException {
        String name = spec.name();
        String fault = null;
        if (name.length() > NetworkLinks.MAX_NAME) {
            fault = "File name too long, it has more than " + NetworkLinks.MAX_NAME + " characters";
        } else if (!name.matches("[!-~&&[^/%:]]+") || name.equals(".") || name.equals("..")) {
            fault = "not a name that a network device can have";
        } else if (nativeFailure != null) {
            fault = nativeFailure;
        }
        if (fault != null) {
            throw new DatapathException("could not open network device " + name + " (" + fault + ")");
        }
    }

    /** Opens a device that receives nothing yet. */
    private interface Opening {
        NetworkDevice open() throws NativeException;
    }

    private DevicePort openSystem(PortSpec spec, int number, String type, Opening opening, String capabilities)
            throws DatapathException {
        try {
            NetworkLink link = NetworkLinks.query(spec.name());
            NetworkDevice device = opening.open();
            SystemPort port = new SystemPort(number, spec.name(), type, device);
            try {
                port.attach(link);
            } catch (NativeException e) {
                port.close();
                throw e;
            }
            return port;
        } catch (NativeException e) {
            throw refusal("could not open network device " + spec.name(), e, capabilities);
        }
    }

    private DevicePort openXdp(PortSpec spec, int number) throws DatapathException {
        String word = spec.options().getOrDefault("xdp-mode", "best-effort");
        XdpMode mode = XdpMode.of(word);
        if (mode == null) {
            throw new DatapathException("could not open network device " + spec.name() + ": no options:xdp-mode is "
                    + word + ", use one of " + XdpMode.words());
        }
        int queues = Math.max(1, receiveQueues(spec.name()));
        String wanted = spec.options().get("n_rxq");
        if (wanted != null && !wanted.equals(String.valueOf(queues))) {
            throw new DatapathException("could not open network device " + spec.name() + ": it has " + queues
                    + " receive queues, of which an afxdp port reads all, and options:n_rxq is " + wanted
                    + "; leave that out or use ethtool -L " + spec.name());
        }
        DevicePort port = openSystem(
                spec, number, spec.type(), () -> new XdpDevice(mode, queues), "CAP_NET_ADMIN, CAP_NET_RAW and CAP_BPF");
        if (port.device() instanceof XdpDevice device) {
            VLOG.info("device %s: AF_XDP in mode %s", spec.name(), device.usedMode());
        }
        return port;
    }

    /** Return how many receive queues a device has, 0 if the system does not tell. */
    private static int receiveQueues(String device) {
        String[] queues =
                new File("/sys/class/net/" + device + "/queues").list((folder, queue) -> queue.startsWith("rx-"));
        return queues == null ? 0 : queues.length;
    }

    private DevicePort createTap(PortSpec spec, int number) throws DatapathException {
        String what = "could not create network device " + spec.name();
        try {
            HostTap tap = new HostTap(spec.name());
            try {
                if (spec.macAddress() != 0) {
                    NetworkLinks.setMac(spec.name(), spec.macAddress());
                }
                NetworkLink link = NetworkLinks.query(spec.name());
                return new TapPort(number, spec.name(), spec.type(), tap, link);
            } catch (NativeException e) {
                tap.close();
                throw e;
            }
        } catch (NativeException e) {
            if (e.errno() == NativeException.EBUSY) {
                throw new DatapathException(what + " (" + e.reason() + "): another program has it open", e);
            }
            if (e.errno() == NativeException.EINVAL) {
                throw new DatapathException(
                        what + " (" + e.reason() + "): there is one of this name that is no tap device", e);
            }
            throw refusal(what, e, "CAP_NET_ADMIN");
        }
    }

    private static DatapathException refusal(String what, NativeException e, String capability) {
        String text = switch (e.errno()) {
            case NativeException.ENODEV -> what + " (" + e.reason() + ")";
            case NativeException.EPERM, NativeException.EACCES ->
                what + " (" + e.reason() + "): run as root or with " + capability;
            default -> what + ": " + e.getMessage();
        };
        return new DatapathException(text, e);
    }
}
