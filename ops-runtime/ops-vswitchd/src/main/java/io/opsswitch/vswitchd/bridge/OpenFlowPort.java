/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.Port.LinkModes;
import io.opsswitch.datapath.Port.PortState;
import io.opsswitch.datapath.Port.PortStatistics;
import io.opsswitch.openflow.message.port.LinkFeatures;
import io.opsswitch.openflow.message.port.PortConfig;
import io.opsswitch.openflow.message.port.PortCounter;
import io.opsswitch.openflow.message.port.PortDescription;
import io.opsswitch.openflow.message.port.PortStats;
import io.opsswitch.openflow.message.queue.QueueStats;
import io.opsswitch.openflow.message.wire.Age;
import io.opsswitch.vswitchd.ofproto.OfPort;
import io.opsswitch.vswitchd.ofproto.PatchCounters;
import io.opsswitch.vswitchd.ofproto.VirtualPort;
import io.opsswitch.vswitchd.openflow.PortView;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/** A port of a bridge as controllers see it, with what they have set. Owned by the switch's thread. */
final class OpenFlowPort implements PortView {

    private static final long KILO = 1000;
    private static final long GIGA = 1_000_000_000;

    private final RunningInterface device;
    private final LongSupplier clock;
    private final long created;
    private final int number;
    private int config;
    private PortDescription told;

    /**
     * Create one that nobody has configured. What controllers are told first is that it is not live yet: that it is comes
     * as a change, as from Open vSwitch.
     */
    OpenFlowPort(RunningInterface device, int number, LongSupplier clock) {
        this.device = device;
        this.number = number;
        this.clock = clock;
        this.created = clock.getAsLong();
        PortDescription first = description();
        this.told = first.withState(first.state() & ~PortConfig.LIVE);
    }

    /** Return the interface that this is. */
    RunningInterface device() {
        return device;
    }

    int number() {
        return number;
    }

    /** Take over what a controller sets, bits of {@link PortConfig}. */
    void configure(int value, int mask) {
        config = config & ~mask | value & mask;
    }

    /** Return what controllers were told last. */
    PortDescription told() {
        return told;
    }

    /** Return what to tell when a controller has configured it, before anything is known of what its link does then. */
    PortDescription configured() {
        PortDescription is = description();
        int link = told.state() & PortConfig.LINK_DOWN;
        boolean isLive = link == 0 && (is.config() & PortConfig.PORT_DOWN) == 0;
        return is.withState(
                is.state() & ~(PortConfig.LINK_DOWN | PortConfig.LIVE) | link | (isLive ? PortConfig.LIVE : 0));
    }

    void setTold(PortDescription description) {
        told = description;
    }

    /** Return whether packets that are sent there get anywhere. */
    boolean isLive() {
        Port port = device.port();
        return port == null || isLive(port.state());
    }

    private static boolean isLive(PortState state) {
        return state.adminUp() && state.linkUp();
    }

    @Override
    public PortDescription description() {
        Port port = device.port();
        if (port == null) {
            // A patch has no device: it is always up, and has an address only because each port has to have one.
            long address = BridgeAddress.madeUp(device.config().row());
            return new PortDescription(
                    number, address, device.config().name(), config, PortConfig.LIVE, 0, 0, 0, 0, 0, 0);
        }
        PortState state = port.state();
        int down = state.adminUp() ? 0 : PortConfig.PORT_DOWN;
        LinkModes modes = state.modes();
        int speed = (int) Math.min(state.speed() / KILO, Integer.MAX_VALUE);
        return new PortDescription(
                number,
                port.macAddress(),
                device.config().name(),
                config & ~PortConfig.PORT_DOWN | down,
                (state.linkUp() ? 0 : PortConfig.LINK_DOWN) | (isLive(state) ? PortConfig.LIVE : 0),
                currentSpeed(state) | modes.medium(),
                modes.advertised(),
                modes.supported(),
                modes.peer(),
                speed,
                LinkFeatures.kbps(modes.supported()));
    }

    private static int currentSpeed(PortState state) {
        long speed = state.speed();
        if (speed == GIGA / 100) {
            return state.fullDuplex() ? LinkFeatures.FD_10MB : LinkFeatures.HD_10MB;
        } else if (speed == GIGA / 10) {
            return state.fullDuplex() ? LinkFeatures.FD_100MB : LinkFeatures.HD_100MB;
        } else if (speed == GIGA) {
            return state.fullDuplex() ? LinkFeatures.FD_1GB : LinkFeatures.HD_1GB;
        } else if (speed == 10 * GIGA) {
            return LinkFeatures.FD_10GB;
        } else if (speed == 40 * GIGA) {
            return LinkFeatures.FD_40GB;
        } else if (speed == 100 * GIGA) {
            return LinkFeatures.FD_100GB;
        } else if (speed == 1000 * GIGA) {
            return LinkFeatures.FD_1TB;
        }
        return speed > 0 ? LinkFeatures.OTHER : 0;
    }

    @Override
    public PortStats statistics() {
        Map<PortCounter, Long> counters = new EnumMap<>(PortCounter.class);
        Port port = device.port();
        if (port == null) {
            PatchCounters patch = device.patchCounters();
            counters.put(PortCounter.RX_PACKETS, patch.rxPackets());
            counters.put(PortCounter.TX_PACKETS, patch.txPackets());
            counters.put(PortCounter.RX_BYTES, patch.rxBytes());
            counters.put(PortCounter.TX_BYTES, patch.txBytes());
        } else {
            put(port.statistics(), counters);
        }
        List<PortStats.Custom> more = new ArrayList<>();
        if (port != null) {
            port.moreStatistics().forEach((name, value) -> more.add(new PortStats.Custom(name, value)));
        }
        return PortStats.of(number, Age.ofMillis(clock.getAsLong() - created), counters, more);
    }

    @Override
    public List<QueueStats> queues() {
        Port port = device.port();
        List<QueueStats> queues = new ArrayList<>();
        if (port != null) {
            // Devices do not tell since when a queue has been there.
            port.queues()
                    .forEach(queue -> queues.add(new QueueStats(
                            number, queue.number(), queue.bytes(), queue.packets(), queue.errors(), Age.UNKNOWN)));
        }
        return queues;
    }

    private static void put(PortStatistics statistics, Map<PortCounter, Long> counters) {
        counters.put(PortCounter.RX_PACKETS, statistics.rxPackets());
        counters.put(PortCounter.TX_PACKETS, statistics.txPackets());
        counters.put(PortCounter.RX_BYTES, statistics.rxBytes());
        counters.put(PortCounter.TX_BYTES, statistics.txBytes());
        counters.put(PortCounter.RX_DROPPED, statistics.rxDropped());
        counters.put(PortCounter.TX_DROPPED, statistics.txDropped());
        counters.put(PortCounter.RX_ERRORS, statistics.rxErrors());
        counters.put(PortCounter.TX_ERRORS, statistics.txErrors());
    }

    /** Return the form of this for translation. */
    OfPort forTranslation() {
        Port port = device.port();
        InterfaceConfig each = device.config();
        VirtualPort virtual = device.virtual();
        if (virtual != null && port != null) {
            return OfPort.virtual(each.name(), each.type(), number, port.number(), virtual)
                    .withConfig(config);
        }
        OfPort plain = port != null
                ? OfPort.of(each.name(), each.type(), number, port.number())
                : OfPort.patch(
                        each.name(),
                        number,
                        each.options().getOrDefault(PatchOptions.PEER, ""),
                        device.patchCounters());
        return plain.withConfig(config);
    }
}
