/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.TlvLayout;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.MessageForm;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.Messages;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.packet.Continuation;
import io.opsswitch.openflow.message.packet.PacketIn;
import io.opsswitch.openflow.message.wire.FlowParts;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.vswitchd.ofproto.PacketForController;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;

/**
 * Puts packets into the form that a controller wants. All of a packet is told, whatever length a flow asks for: the rest could
 * not be asked for later, as nothing is kept; Open vSwitch does the same. Without state of its own; for all threads.
 */
final class PacketInWriter {

    /** Fields beside the packet that controllers are told, where they are not 0; registers as their smallest names. */
    private static final List<Field> METADATA =
            Fields.all().stream().filter(PacketInWriter::isTold).toList();

    private static boolean isTold(Field field) {
        String name = field.name();
        boolean isWide = name.startsWith("xreg") || name.startsWith("xxreg");
        boolean isPort = name.equals("in_port") || name.equals("in_port_oxm");
        boolean isTracked = name.startsWith("ct_") || name.equals("pkt_mark");
        return (field.isPipeline() || isTracked) && !isWide && !isPort && field.tunnelIndex() < 0;
    }

    private final Endpoint endpoint;

    PacketInWriter(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    ByteBuffer encode(PacketForController packet, Controller to) {
        OpenFlowVersion version = to.version();
        FlowParts parts = endpoint.parts();
        MessageForm form = switch (to.packetInFormat) {
            case STANDARD -> MessageForm.of(MessageKind.PACKET_IN, version);
            case NXT_PACKET_IN -> MessageForm.NXT_PACKET_IN;
            case NXT_PACKET_IN2 -> MessageForm.NXT_PACKET_IN2;
        };
        byte[] frame = packet.packet();
        Continuation continuation = packet.continuation();
        PacketIn body = new PacketIn(
                metadata(packet.key()),
                packet.reason(),
                packet.table(),
                packet.cookie(),
                frame.length,
                PacketIn.NO_BUFFER,
                frame,
                packet.userdata(),
                continuation == null ? new byte[0] : continuation.encode(new WireContext(version, false, parts)));
        return Messages.encode(new OfMessage(form, version, 0, 0, body), parts);
    }

    private Match metadata(FlowKey key) {
        FlowKey value = new FlowKey();
        FlowKey mask = new FlowKey();
        value.set(FlowField.IN_PORT, key.get(FlowField.IN_PORT));
        mask.matchAll(FlowField.IN_PORT);
        TlvLayout layout = endpoint.options.layout();
        for (Field field : METADATA) {
            copy(field, TlvLayout.NONE, key, value, mask);
        }
        long options = key.word(TlvLayout.PRESENT_WORD);
        for (int i = 0; options != 0 && i < TlvLayout.FIELDS; i++) {
            if ((options >>> i & 1) != 0 && layout.has(i)) {
                copy(Fields.get("tun_metadata" + i), layout, key, value, mask);
            }
        }
        return Match.of(value, mask, layout);
    }

    private static void copy(Field field, TlvLayout layout, FlowKey from, FlowKey value, FlowKey mask) {
        byte[] bytes = field.value(from, layout);
        boolean isThere = field.tunnelIndex() >= 0;
        for (byte part : bytes) {
            isThere |= part != 0;
        }
        if (isThere) {
            field.set(value, layout, bytes);
            Arrays.fill(bytes, (byte) 0xff);
            field.set(mask, layout, bytes);
        }
    }
}
