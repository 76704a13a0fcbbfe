/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.MessageForm;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.Messages;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.control.AsyncConfig;
import io.opsswitch.openflow.message.control.Role;
import io.opsswitch.openflow.message.control.RoleMessage;
import io.opsswitch.openflow.message.control.RoleStatus;
import io.opsswitch.openflow.message.extension.ControllerId;
import io.opsswitch.openflow.message.extension.FlowFormat;
import io.opsswitch.openflow.message.extension.FlowModTableId;
import io.opsswitch.openflow.message.extension.PacketInFormat;
import org.jspecify.annotations.Nullable;

/** Requests about the connection itself: roles, what is told unasked, in which form. */
final class ControllerRequests {

    private final Endpoint endpoint;
    /** The latest election that a controller has told of; null before the first. */
    private @Nullable Long generation;

    ControllerRequests(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    void register(Dispatcher dispatcher) {
        Dispatcher.Access reads = Dispatcher.Access.READS;
        dispatcher.on(MessageKind.ROLE_REQUEST, reads, this::role);
        dispatcher.on(
                MessageKind.GET_ASYNC_REQUEST,
                reads,
                request -> endpoint.reply(request, MessageKind.GET_ASYNC_REPLY, request.from().async));
        dispatcher.on(MessageKind.SET_ASYNC_CONFIG, reads, this::setAsync);
        dispatcher.on(
                MessageKind.SET_FLOW_FORMAT,
                reads,
                request -> request.from().usesNxm = request.body(FlowFormat.class) == FlowFormat.NXM);
        dispatcher.on(
                MessageKind.FLOW_MOD_TABLE_ID,
                reads,
                request -> request.from().namesTables =
                        request.body(FlowModTableId.class).enabled());
        dispatcher.on(
                MessageKind.SET_PACKET_IN_FORMAT,
                reads,
                request -> request.from().packetInFormat = request.body(PacketInFormat.class));
        dispatcher.on(
                MessageKind.SET_CONTROLLER_ID,
                reads,
                request -> request.from().id = request.body(ControllerId.class).id());
        dispatcher.on(MessageKind.FLOW_AGE, reads, request -> {
            // Ages are told in each form that has them.
        });
    }

    private void setAsync(Request request) {
        Controller from = request.from();
        from.async = from.async.with(request.body(AsyncConfig.class));
        if (from.isService && from.missSendLength == 0) {
            from.missSendLength = Controller.DEFAULT_MISS_SEND_LENGTH;
        }
    }

    private void role(Request request) {
        RoleMessage wanted = request.body(RoleMessage.class);
        Controller from = request.from();
        if (wanted.role() != Role.NOCHANGE) {
            Long elected = wanted.generation();
            if (wanted.role() != Role.EQUAL && elected != null) {
                if (generation != null && elected - generation < 0) {
                    throw new OpenFlowException(
                            OpenFlowError.OFPRRFC_STALE,
                            "election " + Long.toUnsignedString(elected) + " is older than the latest, "
                                    + Long.toUnsignedString(generation));
                }
                generation = elected;
            }
            if (wanted.role() == Role.PRIMARY) {
                dethroneOthers(from);
            }
            from.role = wanted.role();
        }
        MessageForm form = request.message().form() == MessageForm.NXT_ROLE_REQUEST
                ? MessageForm.NXT_ROLE_REPLY
                : MessageForm.OFPT12_ROLE_REPLY;
        endpoint.send(
                from,
                new OfMessage(
                        form, request.version(), request.transaction(), 0, new RoleMessage(from.role, generation)));
    }

    private void dethroneOthers(Controller primary) {
        for (Controller other : endpoint.controllers) {
            if (other != primary && other.role == Role.PRIMARY) {
                other.role = Role.SECONDARY;
                if (other.version().atLeast(OpenFlowVersion.OF13)) {
                    RoleStatus status = new RoleStatus(
                            Role.SECONDARY, RoleStatus.PRIMARY_REQUEST, generation == null ? -1 : generation);
                    other.connection.sendNews(
                            Messages.encode(OfMessage.of(MessageKind.ROLE_STATUS, other.version(), 0, status)));
                }
            }
        }
    }
}
