/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.openflow.field.TlvLayout;
import io.opsswitch.openflow.message.control.FragmentHandling;
import io.opsswitch.openflow.message.extension.TlvMapping;
import java.util.List;

/**
 * What a {@link TablePipeline} has to know of its bridge besides the tables. Asked by any thread, several at a time;
 * answers at once. The default is a bridge without controllers and meters, all of whose ports work.
 */
public interface PipelineSettings {

    /** In place of a meter of the datapath: none. */
    int NO_METER = -1;

    /**
     * Return whether packets that no flow matches go to controllers, in tables that are not told otherwise: whether one
     * is connected with a version before 1.3.
     */
    default boolean sendsMissesToControllers() {
        return false;
    }

    /** Return whether there is anybody who has to be reached through the bridge itself. */
    default boolean hasInBandControl() {
        return false;
    }

    /** Return what is done with fragments. */
    default FragmentHandling fragments() {
        return FragmentHandling.NORMAL;
    }

    /**
     * Return whether a port of OpenFlow works; for {@link io.opsswitch.openflow.OfPorts#CONTROLLER}, whether a controller
     * is connected.
     */
    default boolean isPortLive(int port) {
        return true;
    }

    /** Return the datapath's number of a meter of OpenFlow, or {@link #NO_METER} if it has none. */
    default int datapathMeter(int meter) {
        return NO_METER;
    }

    /** Return the datapath's number of the meter for packets to controllers, or {@link #NO_METER}. */
    default int controllerMeter() {
        return NO_METER;
    }

    /** Return where keys have the fields {@code tun_metadata}. */
    default TlvLayout tunnelOptions() {
        return TlvLayout.NONE;
    }

    /** Return which options of tunnels the fields {@code tun_metadata} stand for. */
    default List<TlvMapping> tunnelMappings() {
        return List.of();
    }
}
