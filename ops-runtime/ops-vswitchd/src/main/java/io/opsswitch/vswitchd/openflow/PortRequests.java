/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.port.PortDescription;
import io.opsswitch.openflow.message.port.PortMod;
import io.opsswitch.openflow.message.port.PortRequest;
import io.opsswitch.openflow.message.port.PortStats;
import io.opsswitch.openflow.message.port.PortStatus;
import io.opsswitch.openflow.message.queue.QueueConfig;
import io.opsswitch.openflow.message.queue.QueueRequest;
import io.opsswitch.openflow.message.queue.QueueStats;
import java.util.List;

/** Requests about ports. */
final class PortRequests {

    private final Endpoint endpoint;
    private final Announcements announcements;

    PortRequests(Endpoint endpoint, Announcements announcements) {
        this.endpoint = endpoint;
        this.announcements = announcements;
    }

    void register(Dispatcher dispatcher) {
        Dispatcher.Access reads = Dispatcher.Access.READS;
        dispatcher.on(
                MessageKind.PORT_DESC_STATS_REQUEST,
                reads,
                request -> endpoint.reply(
                        request,
                        new PortDescription.Reply(select(request).stream()
                                .map(PortView::description)
                                .toList())));
        dispatcher.on(
                MessageKind.PORT_STATS_REQUEST,
                reads,
                request -> endpoint.reply(
                        request,
                        new PortStats.Reply(select(request).stream()
                                .map(PortView::statistics)
                                .toList())));
        dispatcher.on(MessageKind.PORT_MOD, Dispatcher.Access.CHANGES, request -> {
            PortMod mod = request.body(PortMod.class);
            check(mod);
            change(mod, request.from());
        });
        dispatcher.on(MessageKind.QUEUE_STATS_REQUEST, reads, this::queueStatistics);
        dispatcher.on(MessageKind.QUEUE_GET_CONFIG_REQUEST, reads, this::queueConfigurations);
    }

    /** Return the ports that are meant; one that there is not is none. */
    private List<PortView> select(Request request) {
        int number = request.body(PortRequest.class).port();
        if (number == OfPorts.NONE) {
            return endpoint.view.ports();
        }
        PortView port = endpoint.view.port(number);
        return port == null ? List.of() : List.of(port);
    }

    /**
     * Check that a port can be changed.
     *
     * @throws OpenFlowException if it is not there, or has another address
     */
    void check(PortMod mod) {
        PortView port = endpoint.view.port(mod.port());
        if (port == null) {
            throw new OpenFlowException(OpenFlowError.OFPPMFC_BAD_PORT, "there is no port " + mod.port());
        }
        if (port.description().address() != mod.address()) {
            throw new OpenFlowException(
                    OpenFlowError.OFPPMFC_BAD_HW_ADDR, "port " + mod.port() + " has another Ethernet address");
        }
    }

    /** Change a port that has been checked, and tell others. */
    void change(PortMod mod, Controller source) {
        PortView before = endpoint.view.port(mod.port());
        if (before == null) {
            return; // It went in between.
        }
        PortDescription old = before.description();
        PortDescription after = endpoint.view.configurePort(mod.port(), mod.config(), mod.mask());
        if (after != null) {
            announcements.portStatus(source, PortStatus.Reason.MODIFY, after, old);
        }
    }

    private void queueStatistics(Request request) {
        endpoint.reply(request, new QueueStats.Reply(queues(request.body(QueueRequest.class))));
    }

    private void queueConfigurations(Request request) {
        QueueRequest wanted = request.body(QueueRequest.class);
        // Nobody tells the rates of queues: what they are is up to the device.
        List<QueueConfig> queues = queues(wanted).stream()
                .map(queue -> new QueueConfig(queue.port(), queue.queue(), QueueConfig.NONE, QueueConfig.NONE))
                .toList();
        QueueConfig.Reply reply = new QueueConfig.Reply(wanted.port(), queues);
        if (request.version().atLeast(OpenFlowVersion.OF14)) {
            endpoint.reply(request, reply);
        } else {
            endpoint.reply(request, MessageKind.QUEUE_GET_CONFIG_REPLY, reply);
        }
    }

    /** Return the queues that are meant. */
    private List<QueueStats> queues(QueueRequest request) {
        PortView only = request.port() == OfPorts.NONE ? null : endpoint.view.port(request.port());
        if (only == null && request.port() != OfPorts.NONE) {
            throw new OpenFlowException(OpenFlowError.OFPQOFC_BAD_PORT, "there is no port " + request.port());
        }
        List<QueueStats> found = (only == null ? endpoint.view.ports() : List.of(only))
                .stream()
                        .flatMap(port -> port.queues().stream())
                        .filter(queue -> request.queue() == QueueRequest.ALL || request.queue() == queue.queue())
                        .toList();
        if (found.isEmpty() && request.queue() != QueueRequest.ALL) {
            throw new OpenFlowException(
                    OpenFlowError.OFPQOFC_BAD_QUEUE, "there is no queue " + Integer.toUnsignedString(request.queue()));
        }
        return found;
    }
}
