/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.vswitchd.ofproto.PatchCounters;
import io.opsswitch.vswitchd.ofproto.VirtualPort;
import io.opsswitch.vswitchd.spi.FeaturePort;
import io.opsswitch.vswitchd.spi.PortRequest;
import io.opsswitch.vswitchd.spi.PortTypeFeature;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An interface that the database wants, and how far that got: it works (a port of the datapath, or a patch), or there is
 * a reason why not. Owned by the reconciler's thread.
 */
final class RunningInterface {

    private static final Vlog VLOG = Vlog.module("bridge");

    private InterfaceConfig config;
    private final @Nullable Backer backer;
    private final PatchCounters patchCounters = new PatchCounters();
    private @Nullable Port port;
    /** What a feature module has opened, of which {@link #port} is the device. */
    private @Nullable FeaturePort featurePort;

    private @Nullable PortTypeFeature owner;
    private Map<String, String> opened = Map.of();
    private Map<String, String> status = Map.of();
    private @Nullable String error;
    private int ofport;
    private int mtuTried;

    RunningInterface(InterfaceConfig config, @Nullable Backer backer) {
        this.config = config;
        this.backer = backer;
    }

    InterfaceConfig config() {
        return config;
    }

    @Nullable
    Port port() {
        return port;
    }

    /** Return what is known about the device. */
    Map<String, String> status() {
        return featurePort == null ? status : featurePort.status();
    }

    /** Return what the port of a feature module does; null if it is none. */
    @Nullable
    VirtualPort virtual() {
        return featurePort == null ? null : featurePort.virtual();
    }

    PatchCounters patchCounters() {
        return patchCounters;
    }

    /** Return why the interface does not work; null if it does. */
    @Nullable
    String error() {
        return error;
    }

    boolean works() {
        return error == null && (port != null || config.isPatch());
    }

    /** Return the OpenFlow port number it has, or had when it last worked; 0 if it never did. */
    int ofport() {
        return ofport;
    }

    void setOfport(int number) {
        ofport = number;
    }

    /** Return whether the device can stay as it is under another configuration. */
    boolean fits(InterfaceConfig wanted, @Nullable Backer wantedBacker, @Nullable PortTypeFeature wantedOwner) {
        return backer == wantedBacker
                && owner == wantedOwner
                && config.type().equals(wanted.type())
                && (config.isPatch() || owner != null || config.options().equals(wanted.options()));
    }

    void update(InterfaceConfig wanted) {
        if (wanted.mtuRequest() != config.mtuRequest()) {
            mtuTried = 0;
        }
        if (port != null && backer != null && !wanted.otherConfig().equals(config.otherConfig())) {
            backer.datapath().configurePort(port.number(), wanted.otherConfig());
        }
        config = wanted;
    }

    /** Return whether the device that the port stands for is gone. */
    boolean hasVanished() {
        return port != null && !port.state().present();
    }

    /** Get an interface to work whose type a feature module brings, with the options that it is to have now. */
    void add(String bridge, PortTypeFeature feature) {
        owner = feature;
        if (backer == null || featurePort != null && config.options().equals(opened) && error == null) {
            return;
        }
        FeaturePort before = featurePort;
        try {
            FeaturePort now = feature.open(
                    new PortRequest(config.name(), config.type(), config.options(), backer.datapath()), before);
            featurePort = now;
            opened = config.options();
            port = now.port();
            fail(bridge, null);
        } catch (DatapathException e) {
            remove();
            fail(bridge, String.valueOf(e.getMessage()));
        }
    }

    /** Get the interface to work, if it does not already. */
    void add(String bridge, long address) {
        if (config.isPatch()) {
            fail(bridge, PatchOptions.problem(config));
            return;
        }
        if (port != null) {
            return;
        }
        if (backer == null) {
            return;
        }
        try {
            Port added =
                    backer.datapath().addPort(new PortSpec(config.name(), config.type(), config.options(), address));
            port = added;
            backer.datapath().configurePort(added.number(), config.otherConfig());
            status = added.status();
            fail(bridge, null);
            String where = backer.datapath().name();
            VLOG.dbg("interface %s is port %d of %s", config.name(), added.number(), where);
        } catch (DatapathException e) {
            fail(bridge, String.valueOf(e.getMessage()));
        }
    }

    /** Note why the interface does not work, or with null that it does. */
    void fail(String bridge, @Nullable String reason) {
        if (reason != null && !Objects.equals(reason, error)) {
            VLOG.warn("bridge %s: interface %s: %s", bridge, config.name(), reason);
        } else if (reason == null && error != null) {
            VLOG.info("bridge %s: interface %s works again", bridge, config.name());
        }
        error = reason;
    }

    /** Take the interface out of the datapath. */
    void remove() {
        if (featurePort != null) {
            featurePort.close();
            featurePort = null;
            port = null;
        } else if (port != null && backer != null) {
            backer.datapath().removePort(port.number());
            port = null;
        }
    }

    void setAddress(String bridge, long address) {
        if (port == null || address == 0 || port.macAddress() == address) {
            return;
        }
        try {
            port.setMacAddress(address);
        } catch (DatapathException e) {
            VLOG.err("bridge %s: failed to set MAC address of %s: %s", bridge, config.name(), e.getMessage());
        }
    }

    void setAdminUp(String bridge, boolean isUp) {
        if (port == null || port.state().adminUp() == isUp) {
            return;
        }
        try {
            port.setAdminUp(isUp);
        } catch (DatapathException e) {
            VLOG.warn(
                    "bridge %s: could not configure %s %s: %s",
                    bridge, config.name(), isUp ? "up" : "down", e.getMessage());
        }
    }

    void setMtu(String bridge, int mtu) {
        if (port == null || mtu <= 0 || mtu == mtuTried || port.state().mtu() == mtu) {
            return;
        }
        mtuTried = mtu;
        try {
            port.setMtu(mtu);
        } catch (DatapathException e) {
            VLOG.warn("bridge %s: could not set the MTU of %s to %d: %s", bridge, config.name(), mtu, e.getMessage());
        }
    }
}
