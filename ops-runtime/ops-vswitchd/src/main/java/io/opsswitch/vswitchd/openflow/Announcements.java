/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.MessageForm;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.Messages;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.bundle.ForwardedRequest;
import io.opsswitch.openflow.message.control.AsyncKind;
import io.opsswitch.openflow.message.flow.FlowFlags;
import io.opsswitch.openflow.message.flow.FlowRemoved;
import io.opsswitch.openflow.message.packet.PacketIn;
import io.opsswitch.openflow.message.port.PortDescription;
import io.opsswitch.openflow.message.port.PortStatus;
import io.opsswitch.openflow.message.table.TableStatus;
import io.opsswitch.vswitchd.ofproto.PacketForController;
import io.opsswitch.vswitchd.table.FlowRule;
import io.opsswitch.vswitchd.table.TableEvent;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Tells controllers what they want to be told without asking. Any thread may call it; none of the methods waits for a
 * controller.
 */
final class Announcements {

    private static final int GROUP_MOD = 0;
    private static final int METER_MOD = 1;

    private final Endpoint endpoint;
    private final PacketInWriter packets;

    Announcements(Endpoint endpoint) {
        this.endpoint = endpoint;
        this.packets = new PacketInWriter(endpoint);
    }

    void packetIn(PacketForController packet) {
        for (Controller controller : endpoint.controllers) {
            if (controller.id == packet.controllerId() && controller.wants(AsyncKind.PACKET_IN, packet.reason())) {
                boolean isMiss = packet.reason() == PacketIn.NO_MATCH
                        || packet.reason() == PacketIn.EXPLICIT_MISS
                        || packet.reason() == PacketIn.IMPLICIT_MISS;
                PacketInLimiter limiter = isMiss ? controller.misses : controller.packets;
                limiter.send((int) packet.key().get(FlowField.IN_PORT), packets.encode(packet, controller));
            }
        }
    }

    /** Send packets whose turn has come. */
    void run() {
        for (Controller controller : endpoint.controllers) {
            controller.misses.run();
            controller.packets.run();
        }
    }

    private void news(Controller to, OfMessage message) {
        to.connection.sendNews(Messages.encode(message, endpoint.parts()));
    }

    /** Tell of a flow that went, or of a table that fills. */
    void happened(TableEvent event) {
        if (event instanceof TableEvent.Removed removed) {
            FlowRule rule = removed.rule();
            if ((rule.flags() & FlowFlags.SEND_FLOW_REMOVED) != 0 && !rule.isHidden()) {
                flowRemoved(rule, removed.reason().number());
            }
        } else if (event instanceof TableEvent.Vacancy vacancy) {
            tableStatus(vacancy);
        }
    }

    private void flowRemoved(FlowRule rule, int reason) {
        FlowRemoved body = null;
        for (Controller controller : endpoint.controllers) {
            if (controller.wants(AsyncKind.FLOW_REMOVED, reason)) {
                if (body == null) {
                    body = new FlowRemoved(
                            rule.match(),
                            rule.priority(),
                            rule.cookie(),
                            reason,
                            rule.table(),
                            endpoint.since(rule.created()),
                            rule.idleTimeout(),
                            rule.hardTimeout(),
                            rule.counters().packets(),
                            rule.counters().bytes());
                }
                OpenFlowVersion version = controller.version();
                MessageForm form = controller.usesNxm
                        ? MessageForm.NXT_FLOW_REMOVED
                        : MessageForm.of(MessageKind.FLOW_REMOVED, version);
                news(controller, new OfMessage(form, version, 0, 0, body));
            }
        }
    }

    private void tableStatus(TableEvent.Vacancy event) {
        int reason = event.isUp() ? TableStatus.VACANCY_UP : TableStatus.VACANCY_DOWN;
        TableStatus body = new TableStatus(reason, TableRequests.describe(event.table()));
        for (Controller controller : endpoint.controllers) {
            if (controller.version().atLeast(OpenFlowVersion.OF14)
                    && controller.wants(AsyncKind.TABLE_STATUS, reason)) {
                news(controller, OfMessage.of(MessageKind.TABLE_STATUS, controller.version(), 0, body));
            }
        }
    }

    /**
     * Tell that a port came, went or changed.
     *
     * @param source who asked for that, who before OpenFlow 1.5 is not told; null if nobody did
     * @param before what the port was; null if that does not matter
     */
    void portStatus(
            @Nullable Controller source,
            PortStatus.Reason reason,
            PortDescription port,
            @Nullable PortDescription before) {
        for (Controller controller : endpoint.controllers) {
            OpenFlowVersion version = controller.version();
            boolean knows = controller == source && !version.atLeast(OpenFlowVersion.OF15);
            if (knows || !controller.wants(AsyncKind.PORT_STATUS, reason.ordinal())) {
                continue;
            }
            ByteBuffer message = portStatus(version, reason, port);
            if (before == null || !message.equals(portStatus(version, reason, before))) {
                controller.connection.sendNews(message);
            }
        }
    }

    private static ByteBuffer portStatus(OpenFlowVersion version, PortStatus.Reason reason, PortDescription port) {
        return Messages.encode(OfMessage.of(MessageKind.PORT_STATUS, version, 0, new PortStatus(reason, port)));
    }

    /** Tell other controllers what one has changed. */
    void forward(Request request) {
        boolean isMeter = request.message().kind() == MessageKind.METER_MOD;
        for (Controller controller : endpoint.controllers) {
            OpenFlowVersion version = controller.version();
            if (controller != request.from()
                    && controller.wants(AsyncKind.REQUESTFORWARD, isMeter ? METER_MOD : GROUP_MOD)
                    && (!isMeter || version.atLeast(OpenFlowVersion.OF13))) {
                ByteBuffer inner = Messages.encode(
                        OfMessage.of(
                                request.message().kind(),
                                version,
                                request.transaction(),
                                request.message().body()),
                        endpoint.parts());
                byte[] bytes = new byte[inner.remaining()];
                inner.get(bytes);
                news(controller, OfMessage.of(MessageKind.REQUESTFORWARD, version, 0, new ForwardedRequest(bytes)));
            }
        }
    }
}
