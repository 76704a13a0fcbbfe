/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.NetworkLink;
import io.opsswitch.datapath.nativelib.NetworkLinks;
import io.opsswitch.datapath.userspace.device.HostTap;
import io.opsswitch.datapath.userspace.device.RingDevice;
import io.opsswitch.datapath.userspace.engine.DevicePort;
import io.opsswitch.datapath.userspace.engine.PortBase;
import io.opsswitch.datapath.userspace.engine.Switchboard;
import org.jspecify.annotations.Nullable;

/** Makes ports, and sentences of the reasons why it cannot. */
final class PortFactory {

    static final String SYSTEM = "system";

    private final Switchboard switchboard;
    private final @Nullable String nativeFailure;

    PortFactory(Switchboard switchboard, @Nullable String nativeFailure) {
        this.switchboard = switchboard;
        this.nativeFailure = nativeFailure;
    }

    PortBase create(PortSpec spec, int number) throws DatapathException {
        return switch (spec.type()) {
            case DummyPort.TYPE -> new DummyPort(number, spec.name(), switchboard, spec.macAddress());
            case "", SYSTEM -> {
                checkDevice(spec);
                yield openSystem(spec, number);
            }
            case "internal", "tap" -> {
                checkDevice(spec);
                yield createTap(spec, number);
            }
            default ->
                throw new DatapathException("could not add port " + spec.name() + ": the userspace datapath has no"
                        + " interface type " + spec.type());
        };
    }

    private void checkDevice(PortSpec spec) throws DatapathException {
        String name = spec.name();
        String fault = null;
        if (name.length() > NetworkLinks.MAX_NAME) {
            fault = "the name is longer than " + NetworkLinks.MAX_NAME + " characters";
        } else if (!name.matches("[!-~&&[^/%:]]+") || name.equals(".") || name.equals("..")) {
            fault = "not a name that a network device can have";
        } else if (nativeFailure != null) {
            fault = nativeFailure;
        }
        if (fault != null) {
            throw new DatapathException("could not open network device " + name + " (" + fault + ")");
        }
    }

    private DevicePort openSystem(PortSpec spec, int number) throws DatapathException {
        try {
            NetworkLink link = NetworkLinks.query(spec.name());
            RingDevice ring = new RingDevice();
            SystemPort port = new SystemPort(number, spec.name(), switchboard.slots(), ring);
            try {
                port.attach(link);
            } catch (NativeException e) {
                port.close();
                throw e;
            }
            return port;
        } catch (NativeException e) {
            throw refusal("could not open network device " + spec.name(), e, "CAP_NET_RAW");
        }
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
                return new TapPort(number, spec.name(), spec.type(), switchboard.slots(), tap, link);
            } catch (NativeException e) {
                tap.close();
                throw e;
            }
        } catch (NativeException e) {
            if (e.errno() == NativeException.EBUSY) {
                throw new DatapathException(what + " (" + e.reason() + "): there is one of this name", e);
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
