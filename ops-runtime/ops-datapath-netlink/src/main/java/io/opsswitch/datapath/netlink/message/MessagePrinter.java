/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Writes messages as texts for logs and errors, by the tables: {@code ovs_vport new flags=0x9 dp=1 port_no=3
 * name="eth0"}. What contradicts itself is printed up to there, with the reason.
 */
public final class MessagePrinter {
    private static final HexFormat HEX = HexFormat.of();
    private static final int LONGEST = 64;

    private MessagePrinter() {}

    /**
     * Print a message.
     *
     * @param message lies between position and limit
     * @param family its family, or null if it is one of connection tracking, an error or the end of a dump
     */
    public static String print(ByteBuffer message, @Nullable Family family) {
        StringBuilder text = new StringBuilder();
        MessageReader reader = new MessageReader();
        try {
            if (message.remaining() < NetlinkHeader.BYTES) {
                return "a message of " + message.remaining() + " bytes, where its header takes " + NetlinkHeader.BYTES;
            }
            if (family == null) {
                int type = NetlinkHeader.type(message);
                if (type == NetlinkHeader.ERROR || type == NetlinkHeader.DONE) {
                    boolean hasCode = message.remaining() >= NetlinkHeader.BYTES + 4;
                    return (type == NetlinkHeader.ERROR ? "error" : "done")
                            + (hasCode ? " " + message.getInt(message.position() + NetlinkHeader.BYTES) : "");
                }
                reader.openConntrack(message);
                text.append(String.format(Locale.ROOT, "conntrack type=0x%x", type));
                text.append(String.format(Locale.ROOT, " flags=0x%x af=%d", reader.messageFlags(), reader.command()));
            } else {
                AttributeTable table = Tables.of(family);
                reader.open(message, table);
                text.append(table.name()).append(" cmd=").append(reader.command());
                text.append(String.format(Locale.ROOT, " flags=0x%x dp=%d", reader.messageFlags(), reader.datapath()));
            }
            attributes(reader, text, " ");
        } catch (MalformedMessageException e) {
            text.append(" !").append(e.getMessage());
        }
        return text.toString();
    }

    private static void attributes(MessageReader reader, StringBuilder text, String separator)
            throws MalformedMessageException {
        boolean first = separator.equals(",");
        while (reader.next()) {
            text.append(first ? "" : separator);
            first = false;
            attribute(reader, text);
        }
    }

    private static void attribute(MessageReader reader, StringBuilder text) throws MalformedMessageException {
        Attribute attribute = reader.attribute();
        if (attribute == null && !reader.isKnown()) {
            text.append('#').append(reader.type()).append('=');
            bytes(reader.buffer(), reader.payload(), reader.length(), text);
            return;
        }
        if (attribute == null || attribute.nested() != null) {
            text.append(attribute == null ? "" : attribute.name()).append('(');
            reader.enter();
            attributes(reader, text, ",");
            reader.leave();
            text.append(')');
            return;
        }
        text.append(attribute.name());
        switch (attribute.kind()) {
            case FLAG -> {
                // The name says it all.
            }
            case STRING -> text.append("=\"").append(reader.getString()).append('"');
            case STRUCT, ARRAY -> structs(reader, attribute, text);
            case BYTES -> {
                text.append('=');
                bytes(reader.buffer(), reader.payload(), reader.length(), text);
            }
            default -> text.append('=').append(Long.toUnsignedString(reader.getLong()));
        }
    }

    private static void structs(MessageReader reader, Attribute attribute, StringBuilder text) {
        StructLayout layout = attribute.layout();
        if (layout == null) {
            return;
        }
        int count = attribute.kind() == Kind.ARRAY ? reader.length() / layout.size() : 1;
        for (int i = 0; i < count; i++) {
            text.append('(');
            boolean first = true;
            for (int m = 0; m < layout.count(); m++) {
                StructField field = layout.field(m);
                if (field.style() != StructField.Style.SILENT) {
                    text.append(first ? "" : ",");
                    text.append(layout.count() == 1 ? "" : field.name() + "=");
                    member(reader, reader.payload() + i * layout.size(), layout, m, text);
                    first = false;
                }
            }
            text.append(')');
        }
    }

    private static void member(MessageReader reader, int struct, StructLayout layout, int index, StringBuilder text) {
        StructField field = layout.field(index);
        long value = reader.member(layout, struct, index);
        int at = struct + field.offset();
        switch (field.style()) {
            case HEX -> text.append("0x").append(Long.toHexString(value));
            case MAC -> {
                for (int i = 0; i < 6; i++) {
                    text.append(i == 0 ? "" : ":")
                            .append(HEX.toHexDigits(reader.buffer().get(at + i)));
                }
            }
            case IPV4 -> {
                for (int i = 0; i < 4; i++) {
                    text.append(i == 0 ? "" : ".").append(reader.buffer().get(at + i) & 0xff);
                }
            }
            case IPV6 -> {
                for (int i = 0; i < 16; i += 2) {
                    int group = Numbers.be16(reader.buffer().getShort(at + i));
                    text.append(i == 0 ? "" : ":").append(Integer.toHexString(group));
                }
            }
            default -> text.append(Long.toUnsignedString(value));
        }
    }

    private static void bytes(ByteBuffer buffer, int from, int length, StringBuilder text) {
        for (int i = 0; i < Math.min(length, LONGEST); i++) {
            text.append(HEX.toHexDigits(buffer.get(from + i)));
        }
        if (length > LONGEST) {
            text.append("... (").append(length).append(" bytes)");
        }
    }
}
