/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.control.AsyncConfig;
import io.opsswitch.openflow.message.control.AsyncKind;
import io.opsswitch.openflow.message.control.Role;
import io.opsswitch.openflow.message.extension.PacketInFormat;
import io.opsswitch.openflow.message.monitor.FlowUpdate;
import io.opsswitch.openflow.message.table.TableFeatures;
import io.opsswitch.vswitchd.connection.ControllerConnection;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * A connection and what its peer has said about how it wants to be talked to. Changed by the thread that handles messages,
 * read by all; monitors and updates are guarded by the lock of the bridge.
 */
final class Controller {

    static final int DEFAULT_MISS_SEND_LENGTH = 128;

    final ControllerConnection connection;
    final boolean isService;
    final Map<Integer, ControllerBundle> bundles = new HashMap<>();
    final Map<Integer, FlowMonitor> monitors = new LinkedHashMap<>();
    /** The parts so far of requests about what tables can do, by their transactions. */
    final Map<Integer, List<TableFeatures>> tableFeatures = new HashMap<>();
    /** What is still to be told to its monitors. */
    final List<FlowUpdate> updates = new ArrayList<>();

    /** Bytes of updates that wait to be sent. */
    final AtomicLong waiting = new AtomicLong();

    /** Of packets that no flow matched, and of others: one kind does not keep the other from being heard. */
    final PacketInLimiter misses;

    final PacketInLimiter packets;

    /** The version of the tables in which updates were paused; 0 if they are not. */
    long pausedIn;

    boolean isAbbreviated;
    volatile Role role = Role.EQUAL;
    volatile AsyncConfig async;
    volatile PacketInFormat packetInFormat = PacketInFormat.STANDARD;
    volatile int id;
    volatile int missSendLength;
    /** Whether flows are told in Nicira's form in OpenFlow 1.0. */
    volatile boolean usesNxm;
    /** Whether changes of flows name a table in OpenFlow 1.0. */
    boolean namesTables;

    /**
     * Create what is known of a connection.
     *
     * @param hearsUnasked whether it is told what it does not ask for before it has said what it wants to hear
     * @param limit asked for each packet, by any thread: it may change
     */
    Controller(
            ControllerConnection connection,
            boolean isService,
            boolean hearsUnasked,
            LongSupplier clock,
            Supplier<PacketInLimit> limit) {
        this.connection = connection;
        this.isService = isService;
        this.misses = new PacketInLimiter(clock, limit, connection::sendUnasked);
        this.packets = new PacketInLimiter(clock, limit, connection::sendUnasked);
        this.async = hearsUnasked ? AsyncConfig.defaults(connection.version()) : AsyncConfig.NOTHING;
        this.missSendLength = isService ? 0 : DEFAULT_MISS_SEND_LENGTH;
    }

    OpenFlowVersion version() {
        return connection.version();
    }

    /** Return whether it is to be told something unasked; connections for management are not until they say so. */
    boolean wants(AsyncKind kind, int reason) {
        return (!isService || missSendLength != 0) && (async.reasons(kind, role != Role.SECONDARY) >>> reason & 1) != 0;
    }

    @Override
    public String toString() {
        return connection.name();
    }
}
