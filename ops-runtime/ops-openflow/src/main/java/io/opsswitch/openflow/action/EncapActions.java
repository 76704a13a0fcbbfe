/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Bytes;
import io.opsswitch.openflow.field.IntText;
import io.opsswitch.openflow.match.KeyValues;
import java.nio.ByteBuffer;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Actions that put packets into others, and take them out: Ethernet, labels of MPLS, network service headers. */
final class EncapActions {

    private static final int ETHERNET = 0;
    private static final int NSH = 0x1894f;
    /** What a packet is that was taken out, if that is told by the header around it. */
    private static final int NEXT_PROTOCOL = 0xfffe;

    private static final Map<String, Integer> HEADERS =
            Map.of("ethernet", ETHERNET, "nsh", NSH, "mpls", 0x18847, "mpls_mc", 0x18848);

    private static final int CLASS_NSH = 4;
    private static final int MD_TYPE = 1;
    private static final int TLV = 2;
    private static final Pattern TLV_TEXT =
            Pattern.compile("0x(\\p{XDigit}{1,4}),(\\d{1,3}),0x((?:\\p{XDigit}{2}){1,125})");

    private EncapActions() {}

    static void register() {
        ActionTable.kind(
                OfpAct.Encap.class,
                "encap",
                ActionOrder.ENCAP,
                EncapActions::format,
                (action, out) -> {
                    if (RawAction.ENCAP.code(out.version) != null) {
                        int start = out.begin(RawAction.ENCAP);
                        out.u16(action.headerSize())
                                .u32(action.packetType())
                                .bytes(action.properties().toArray())
                                .end(RawAction.ENCAP, start);
                    }
                },
                (action, checks) -> {
                    checks.encap(action.packetType());
                    return action;
                });
        ActionTable.wire(RawAction.ENCAP, (in, out) -> {
            int size = in.u16();
            int type = in.u32();
            if (!HEADERS.containsValue(type)) {
                throw in.bad(OpenFlowError.NXBAC_BAD_HEADER_TYPE, "the type " + type + " is not known");
            }
            byte[] properties = in.bytes(in.remaining());
            verify(in, ByteBuffer.wrap(properties));
            out.add(new OfpAct.Encap(type, size, Bytes.of(properties)));
        });
        ActionTable.word("encap", EncapActions::parseEncap);
        decap();
    }

    private static void verify(ActionIn in, ByteBuffer properties) {
        while (properties.hasRemaining()) {
            int start = properties.position();
            int of = properties.getShort() & 0xffff;
            int type = properties.get();
            int length = properties.get() & 0xff;
            int padded = (length + 7) / 8 * 8;
            if (of != CLASS_NSH || type != MD_TYPE && type != TLV) {
                throw in.bad(OpenFlowError.NXBAC_UNKNOWN_ED_PROP, "property " + type + " of " + of + " is not known");
            }
            int data = properties.get(start + 7) & 0xff;
            boolean isRight = type == MD_TYPE ? length == 5 : length == 8 + (data + 7) / 8 * 8;
            if (!isRight || padded > properties.limit() - start) {
                throw in.bad(OpenFlowError.NXBAC_BAD_ED_PROP, "a property has " + length + " bytes");
            }
            properties.position(start + padded);
        }
    }

    private static void format(OfpAct.Encap action, ActionText out) {
        out.put("encap(");
        HEADERS.forEach((name, type) -> out.put(type == action.packetType() ? name : ""));
        ByteBuffer in = ByteBuffer.wrap(action.properties().toArray());
        if (in.hasRemaining()) {
            out.put("(");
            while (in.hasRemaining()) {
                in.getShort();
                boolean isMdType = in.get() == MD_TYPE;
                in.get();
                if (isMdType) {
                    out.put("md_type=").put(in.getInt() >>> 24);
                } else {
                    out.put(String.format(Locale.ROOT, "tlv(0x%04x,%d,", in.getShort() & 0xffff, in.get() & 0xff));
                    byte[] data = new byte[in.get() & 0xff];
                    in.get(data);
                    in.position((in.position() + 7) / 8 * 8);
                    out.put(ByteBits.hex(data)).put(")");
                }
                out.put(",");
            }
            out.chomp().put(")");
        }
        out.put(")");
    }

    private static void parseEncap(String text, ActionParse parse) {
        KeyValues.Pair header = new KeyValues(text).next();
        if (header == null) {
            throw new OfSyntaxException("Missing encap hdr: " + text);
        }
        Integer type = HEADERS.get(header.key());
        if (type == null) {
            throw new OfSyntaxException("Encap hdr not supported: " + header.value());
        }
        ByteBuffer properties = ByteBuffer.allocate(header.value().length() * 8);
        KeyValues pairs = new KeyValues(header.value());
        for (KeyValues.Pair pair = pairs.next(); pair != null; pair = pairs.next()) {
            property(type, pair, properties);
        }
        byte[] bytes = new byte[properties.position()];
        properties.flip().get(bytes);
        parse.add(new OfpAct.Encap(type, 0, Bytes.of(bytes)));
    }

    private static void property(int header, KeyValues.Pair pair, ByteBuffer out) {
        boolean isMdType = pair.key().equals("md_type");
        if (header != NSH || !isMdType && !pair.key().equals("tlv")) {
            throw new OfSyntaxException("Invalid property: " + pair.key());
        }
        if (pair.value().isEmpty()) {
            throw new OfSyntaxException("Value missing for encap property");
        }
        out.putShort((short) CLASS_NSH);
        if (isMdType) {
            int value = IntText.parse(pair.value(), "md_type", 0xff);
            if (value < 1 || value > 2) {
                throw new OfSyntaxException("invalid md_type");
            }
            out.put((byte) MD_TYPE).put((byte) 5).putInt(value << 24);
            return;
        }
        Matcher tlv = TLV_TEXT.matcher(pair.value());
        if (!tlv.matches()) {
            throw new OfSyntaxException("Invalid NSH TLV header: " + pair.value());
        }
        byte[] data = ActionParse.hexBytes(tlv.group(3), "Invalid NSH TLV header: " + pair.value());
        int padded = (data.length + 7) / 8 * 8;
        out.put((byte) TLV)
                .put((byte) (8 + padded))
                .putShort((short) Integer.parseInt(tlv.group(1), 16))
                .put((byte) Integer.parseInt(tlv.group(2)))
                .put((byte) data.length)
                .put(ByteBits.resize(data, data.length))
                .put(new byte[padded - data.length]);
    }

    private static void decap() {
        ActionTable.kind(
                OfpAct.Decap.class,
                "decap",
                ActionOrder.DECAP,
                (action, out) -> {
                    out.put("decap(");
                    if (action.packetType() != NEXT_PROTOCOL) {
                        out.put("packet_type(ns=")
                                .put(action.packetType() >>> 16)
                                .put(",type=")
                                .hex(action.packetType() & 0xffff)
                                .put(")");
                    }
                    out.put(")");
                },
                (action, out) -> {
                    if (RawAction.DECAP.code(out.version) != null) {
                        int start = out.begin(RawAction.DECAP);
                        out.zeros(2).u32(action.packetType()).end(RawAction.DECAP, start);
                    }
                },
                (action, checks) -> {
                    checks.decap();
                    return action;
                });
        ActionTable.wire(RawAction.DECAP, (in, out) -> {
            in.skip(2);
            int type = in.u32();
            if (in.remaining() > 0) {
                throw in.bad(OpenFlowError.NXBAC_UNKNOWN_ED_PROP, "no properties are known");
            }
            out.add(new OfpAct.Decap(type));
        });
        ActionTable.word("decap", EncapActions::parseDecap);
    }

    private static void parseDecap(String text, ActionParse parse) {
        KeyValues.Pair argument = new KeyValues(text).next();
        if (argument == null) {
            parse.add(new OfpAct.Decap(NEXT_PROTOCOL));
            return;
        }
        if (!argument.key().equals("packet_type")) {
            throw new OfSyntaxException("Invalid decap argument: " + argument.key());
        }
        KeyValues pairs = new KeyValues(argument.value());
        int space = attribute(pairs.next(), "ns");
        if (space > 1) {
            throw new OfSyntaxException("Unsupported ns value: " + space);
        }
        parse.add(new OfpAct.Decap(space << 16 | attribute(pairs.next(), "type")));
    }

    private static int attribute(KeyValues.@Nullable Pair pair, String name) {
        if (pair == null || !pair.key().equals(name)) {
            throw new OfSyntaxException("Missing packet_type attribute " + name);
        }
        return IntText.parse(pair.value(), name, 0xffff);
    }
}
