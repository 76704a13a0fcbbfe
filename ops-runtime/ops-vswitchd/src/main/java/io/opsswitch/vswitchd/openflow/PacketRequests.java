/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.action.ActionChecks;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.packet.Continuation;
import io.opsswitch.openflow.message.packet.PacketIn;
import io.opsswitch.openflow.message.packet.PacketOut;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.vswitchd.ofproto.PacketKeys;
import io.opsswitch.vswitchd.table.FlowTables;
import java.util.List;

/** Requests that send packets. */
final class PacketRequests {

    private static final int NO_BUFFER = -1;

    private final Endpoint endpoint;

    PacketRequests(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    void register(Dispatcher dispatcher) {
        dispatcher.on(MessageKind.PACKET_OUT, Dispatcher.Access.CHANGES, request -> {
            PacketOut out = checked(request.message());
            endpoint.tables.checkActions(out.actions());
            send(out);
        });
        dispatcher.on(MessageKind.NXT_RESUME, Dispatcher.Access.READS, this::resume);
    }

    /**
     * Return what to send.
     *
     * @throws OpenFlowException if it cannot be sent, whatever the tables have
     */
    PacketOut checked(OfMessage message) {
        PacketOut out = (PacketOut) message.body();
        if (out.bufferId() != NO_BUFFER) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBRC_BUFFER_UNKNOWN,
                    "this switch keeps no packets for controllers; send the packet itself");
        }
        FlowKey key = PacketKeys.of(out.packet(), out.metadata().value());
        FlowKey mask = new FlowKey();
        for (int word = 0; word < FlowKey.WORDS; word++) {
            mask.setWord(word, -1);
        }
        List<OfpAct> actions = ActionChecks.check(
                out.actions(), Match.of(key, mask), OfPorts.MAX, 0, FlowTables.COUNT, message.version());
        endpoint.checkSupported(actions);
        return new PacketOut(out.metadata(), out.bufferId(), actions, out.packet());
    }

    /** Send what has been checked. Not to be called with the lock of the tables held: others may be waited for. */
    void send(PacketOut out) {
        endpoint.injector.packetOut(endpoint.row, out.metadata().value().copy(), out.actions(), out.packet());
    }

    private void resume(Request request) {
        PacketIn packet = request.body(PacketIn.class);
        Continuation continuation =
                Continuation.decode(packet.continuation(), new WireContext(request.version(), false, endpoint.parts()));
        endpoint.injector.resume(endpoint.row, packet.metadata().value().copy(), continuation, packet.packet());
    }
}
