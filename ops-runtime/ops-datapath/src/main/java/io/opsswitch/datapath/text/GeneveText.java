/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import java.math.BigInteger;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The text of Geneve options (RFC 8926, 3.5): {@code geneve({class=0xffff,type=0x80,len=4,0xa}{class=...})}. Each option
 * is four bytes - class, type, three reserved bits and five of length in words - and its data.
 */
final class GeneveText {

    private static final int HEADER = 4;
    private static final int MAX_DATA = 124;
    private static final int LENGTH_BITS = 0x1f;

    private GeneveText() {}

    /** Write the options of a key, with what a mask has of them. */
    static void write(StringBuilder out, FlowKey key, @Nullable FlowKey mask, boolean isVerbose) {
        int length = (int) Math.min(key.get(FlowField.TUN_OPTIONS_LENGTH), FlowKey.MAX_TUNNEL_OPTIONS);
        byte[] options = bytes(key, length);
        byte[] matched = mask == null ? null : bytes(mask, length);
        out.append("geneve(");
        int at = 0;
        while (length - at >= HEADER) {
            int data = (options[at + 3] & LENGTH_BITS) * 4;
            if (data > length - at - HEADER) {
                out.append("opt len ")
                        .append(HEADER + data)
                        .append(" greater than remaining ")
                        .append(length - at);
                break;
            }
            option(out, options, matched, at, data, isVerbose);
            at += HEADER + data;
        }
        out.append(')');
    }

    private static void option(
            StringBuilder out, byte[] options, byte @Nullable [] matched, int at, int data, boolean isVerbose) {
        out.append('{');
        int classMask = matched == null ? 0xffff : number(matched, at, 2);
        int typeMask = matched == null ? 0xff : number(matched, at + 2, 1);
        int lengthMask = matched == null ? LENGTH_BITS : matched[at + 3] & LENGTH_BITS;
        part(out, "class=", number(options, at, 2), classMask, 0xffff, FieldStyle.HEX, isVerbose);
        part(out, "type=", number(options, at + 2, 1), typeMask, 0xff, FieldStyle.HEX, isVerbose);
        part(out, "len=", data, lengthMask, LENGTH_BITS, FieldStyle.DECIMAL, isVerbose);
        byte[] value = Arrays.copyOfRange(options, at + HEADER, at + HEADER + data);
        byte[] valueMask = matched == null ? null : Arrays.copyOfRange(matched, at + HEADER, at + HEADER + data);
        if (data > 0 && (isVerbose || valueMask == null || !isAll(valueMask, 0))) {
            HexText.write(out, value);
            if (valueMask != null && !isAll(valueMask, 0xff)) {
                HexText.write(out.append('/'), valueMask);
            }
        } else if (out.charAt(out.length() - 1) == ',') {
            out.setLength(out.length() - 1);
        }
        out.append('}');
    }

    private static void part(
            StringBuilder out, String label, int value, int mask, int exact, FieldStyle style, boolean isVerbose) {
        if (isVerbose || mask != 0) {
            style.masked(out.append(label), Bits.of(value), Bits.of(mask), Bits.of(exact));
            out.append(',');
        }
    }

    /** Read options up to the closing parenthesis, which is passed over. */
    static void read(Cursor in, FlowKey key, FlowKey mask) throws FlowTextException {
        byte[] options = new byte[FlowKey.MAX_TUNNEL_OPTIONS];
        byte[] matched = new byte[FlowKey.MAX_TUNNEL_OPTIONS];
        int length = 0;
        while (!in.take(")")) {
            int place = in.at();
            in.expect("{");
            if (length + HEADER > options.length) {
                throw tooLong(in, place);
            }
            if (in.take("class=")) {
                number(in, options, matched, length, 2);
                in.take(",");
            }
            if (in.take("type=")) {
                number(in, options, matched, length + 2, 1);
                in.take(",");
            }
            int data = 0;
            if (in.take("len=")) {
                data = length(in, matched, length + 3);
                options[length + 3] = (byte) (data / 4);
            }
            length += HEADER;
            if (length + data > options.length) {
                throw tooLong(in, place);
            }
            if (in.take(",")) {
                value(in, options, length, data);
                if (in.take("/")) {
                    value(in, matched, length, data);
                } else {
                    Arrays.fill(matched, length, length + data, (byte) 0xff);
                }
            }
            length += data;
            in.expect("}");
        }
        key.set(FlowField.TUN_OPTIONS_LENGTH, length);
        mask.matchAll(FlowField.TUN_OPTIONS_LENGTH);
        store(key, options);
        store(mask, matched);
    }

    private static FlowTextException tooLong(Cursor in, int place) {
        return in.error(
                place, "the Geneve options are longer than " + FlowKey.MAX_TUNNEL_OPTIONS + " bytes; leave some out");
    }

    private static void number(Cursor in, byte[] options, byte[] matched, int at, int bytes) throws FlowTextException {
        FieldStyle.Masked read = FieldStyle.HEX.parseMasked(in, 8 * bytes);
        for (int i = 0; i < bytes; i++) {
            options[at + i] = (byte) (read.value().low() >>> 8 * (bytes - 1 - i));
            matched[at + i] = (byte) (read.mask().low() >>> 8 * (bytes - 1 - i));
        }
    }

    private static int length(Cursor in, byte[] matched, int at) throws FlowTextException {
        int place = in.at();
        FieldStyle.Masked read = FieldStyle.DECIMAL.parseMasked(in, 8);
        long length = read.value().low();
        if (length > MAX_DATA || length % 4 != 0) {
            throw in.error(place, "a Geneve option of " + length + " bytes; give a multiple of 4 up to " + MAX_DATA);
        }
        matched[at] = (byte) (read.mask().low() & LENGTH_BITS);
        return (int) length;
    }

    private static void value(Cursor in, byte[] into, int at, int bytes) throws FlowTextException {
        System.arraycopy(HexText.number(in, bytes), 0, into, at, bytes);
    }

    private static byte[] bytes(FlowKey key, int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) (key.word(FlowKey.TUNNEL_OPTIONS_WORD + i / 8) >>> 56 - 8 * (i & 7));
        }
        return bytes;
    }

    private static void store(FlowKey key, byte[] bytes) {
        for (int i = 0; i < bytes.length; i += 8) {
            key.setWord(FlowKey.TUNNEL_OPTIONS_WORD + i / 8, new BigInteger(1, bytes, i, 8).longValue());
        }
    }

    private static int number(byte[] bytes, int at, int count) {
        return new BigInteger(1, bytes, at, count).intValue();
    }

    private static boolean isAll(byte[] bytes, int value) {
        for (byte b : bytes) {
            if ((b & 0xff) != value) {
                return false;
            }
        }
        return true;
    }
}
