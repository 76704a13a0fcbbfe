/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

import io.opsswitch.datapath.text.FlowTextException;
import io.opsswitch.datapath.text.Ipv6Addresses;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OfSyntaxException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The values of fields in text, as the syntax of flows has them. */
public final class FieldText {

    private static final String MAC = "(\\p{XDigit}{1,2}(?::\\p{XDigit}{1,2}){5})";
    private static final Pattern ETHERNET = Pattern.compile(MAC + "(?:/" + MAC + ")?");
    private static final String IP = "(\\d{1,3}\\.\\d{1,3}\\.\\d{1,3}\\.\\d{1,3})";
    private static final Pattern IPV4 = Pattern.compile(IP + "(?:/(?:" + IP + "|(-?\\d+)))?");
    /** The names of fragments: bits of the value and of the mask; the first that fits counts. */
    private static final String[][] FRAGMENTS = {
        {"no", "0", "3"},
        {"first", "1", "3"},
        {"later", "3", "3"},
        {"no", "0", "1"},
        {"yes", "1", "1"},
        {"not_later", "0", "2"},
        {"later", "2", "2"}
    };

    /**
     * A value with its mask.
     *
     * @param value as many bytes as the field has
     * @param mask as many
     */
    public record Masked(byte[] value, byte[] mask) {}

    private FieldText() {}

    /**
     * Read a value that may have a mask; {@code *} is any value.
     *
     * @throws OfSyntaxException if it is not one of the field
     */
    public static Masked parse(Field field, String text, OfNames names) {
        byte[] value = new byte[field.bytes()];
        byte[] mask = new byte[field.bytes()];
        if (!text.equals("*")) {
            switch (field.form()) {
                case DECIMAL, HEX -> integer(field, text, value, mask);
                case CT_STATE -> flags(FlagNames.CT_STATE, text, value, mask);
                case TCP_FLAGS -> flags(FlagNames.TCP, text, value, mask);
                case TUNNEL_FLAGS -> flags(FlagNames.TUNNEL, text, value, mask);
                case ETHERNET -> ethernet(text, value, mask);
                case IPV4 -> ipv4(text, value, mask);
                case IPV6 -> ipv6(text, value, mask);
                case PORT, PORT32 -> port(field, text, names, value, mask);
                case FRAG -> fragment(text, value, mask);
                case PACKET_TYPE -> packetType(text, value, mask);
            }
            if (!field.isMaskable() && !ByteBits.isOnes(mask) && !ByteBits.isZero(mask)) {
                throw new OfSyntaxException(text + ": invalid mask for field " + field);
            }
        }
        return new Masked(value, mask);
    }

    /**
     * Read a value that has no mask.
     *
     * @throws OfSyntaxException if it is not one of the field
     */
    public static byte[] parseValue(Field field, String text, OfNames names) {
        Masked masked = parse(field, text, names);
        if (!ByteBits.isOnes(masked.mask())) {
            throw new OfSyntaxException(text + ": wildcards not allowed here");
        }
        return masked.value();
    }

    private static void integer(Field field, String text, byte[] value, byte[] mask) {
        int end = number(field, text, text, "value", value);
        if (end == text.length()) {
            ByteBits.fill(mask, 0, mask.length * 8);
            return;
        }
        if (text.charAt(end) != '/') {
            throw badSyntax(field, text, "value");
        }
        String rest = text.substring(end + 1);
        if (number(field, text, rest, "mask", mask) != rest.length()) {
            throw badSyntax(field, text, "mask");
        }
    }

    private static int number(Field field, String text, String part, String what, byte[] into) {
        int end = IntText.parseWide(part, into);
        if (end == -2) {
            throw new OfSyntaxException(
                    text + ": " + what + " too large for " + field.bytes() + "-byte field " + field);
        }
        if (end < 0) {
            throw badSyntax(field, text, what);
        }
        return end;
    }

    /** Return a number as the value of a field, whatever its form; no bytes if the text is no number that fits. */
    public static byte[] number(Field field, String text) {
        byte[] value = new byte[field.bytes()];
        return IntText.parseWide(text, value) == text.length() ? value : new byte[0];
    }

    private static OfSyntaxException badSyntax(Field field, String text, String what) {
        return new OfSyntaxException(text + ": bad syntax for " + field + " " + what);
    }

    private static void flags(FlagNames names, String text, byte[] value, byte[] mask) {
        long[] flags = names.parse(text);
        ByteBits.put(value, 0, value.length * 8, flags[0]);
        ByteBits.put(mask, 0, mask.length * 8, flags[1]);
    }

    private static void ethernet(String text, byte[] value, byte[] mask) {
        Matcher address = ETHERNET.matcher(text);
        if (!address.matches()) {
            throw new OfSyntaxException(text + ": invalid Ethernet address");
        }
        mac(address.group(1), value);
        mac(address.group(2) == null ? "ff:ff:ff:ff:ff:ff" : address.group(2), mask);
    }

    private static void mac(String text, byte[] into) {
        String[] parts = text.split(":");
        for (int i = 0; i < into.length; i++) {
            into[i] = (byte) Integer.parseInt(parts[i], 16);
        }
    }

    private static void ipv4(String text, byte[] value, byte[] mask) {
        Matcher address = IPV4.matcher(text);
        if (!address.matches() || !dotted(address.group(1), value)) {
            throw new OfSyntaxException(text + ": invalid IP address");
        }
        if (address.group(2) != null) {
            if (!dotted(address.group(2), mask)) {
                throw new OfSyntaxException(text + ": invalid IP address");
            }
        } else {
            prefix(address.group(3), 32, text, "IPv4", mask);
        }
    }

    private static boolean dotted(String text, byte[] into) {
        String[] parts = text.split("\\.");
        for (int i = 0; i < into.length; i++) {
            int part = Integer.parseInt(parts[i]);
            if (part > 255) {
                return false;
            }
            into[i] = (byte) part;
        }
        return true;
    }

    private static void prefix(@Nullable String digits, int width, String text, String kind, byte[] mask) {
        int length = digits == null ? width : digits.length() > 4 ? -1 : Integer.parseInt(digits);
        if (length < 0 || length > width) {
            throw new OfSyntaxException(
                    text + ": " + kind + " network prefix bits not between 0 and " + width + ", inclusive");
        }
        ByteBits.fill(mask, width - length, length);
    }

    private static void ipv6(String text, byte[] value, byte[] mask) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        if (!wide(address, value)) {
            throw new OfSyntaxException(text + ": invalid IPv6 address");
        }
        String rest = slash < 0 ? "128" : text.substring(slash + 1);
        if (rest.matches("-?\\d+")) {
            prefix(rest, 128, text, "IPv6", mask);
        } else if (!wide(rest, mask)) {
            throw new OfSyntaxException(text + ": Invalid IPv6 mask");
        }
    }

    private static boolean wide(String text, byte[] into) {
        try {
            long[] halves = Ipv6Addresses.parse(text);
            ByteBits.put(into, 64, 64, halves[0]);
            ByteBits.put(into, 0, 64, halves[1]);
            return true;
        } catch (FlowTextException e) {
            return false;
        }
    }

    private static void port(Field field, String text, OfNames names, byte[] value, byte[] mask) {
        int port = PortText.parse(text, names);
        boolean isOld = field.form() == Form.PORT;
        if (port < 0) {
            throw new OfSyntaxException(
                    text + (isOld ? ": invalid or unknown port for " : ": port value out of range for ") + field);
        }
        ByteBits.put(value, 0, value.length * 8, isOld ? port : Integer.toUnsignedLong(OfPorts.to32(port)));
        ByteBits.fill(mask, 0, mask.length * 8);
    }

    private static void fragment(String text, byte[] value, byte[] mask) {
        for (String[] fragment : FRAGMENTS) {
            if (fragment[0].equals(text.toLowerCase(Locale.ROOT))) {
                value[0] = Byte.parseByte(fragment[1]);
                // The bits that no fragment has count as looked at, so that a mask of both is one of all.
                mask[0] = (byte) (Integer.parseInt(fragment[2]) | 0xfc);
                return;
            }
        }
        throw new OfSyntaxException(text + ": unknown fragment type (valid types are \"no\", \"yes\", \"first\", "
                + "\"later\", \"not_later\"");
    }

    private static void packetType(String text, byte[] value, byte[] mask) {
        Matcher type = Pattern.compile("\\(([^,]*),(.*)\\)").matcher(text);
        byte[] half = new byte[2];
        if (!text.startsWith("(")) {
            throw new OfSyntaxException(text + ": bad syntax for packet type missing '('");
        }
        if (!type.matches()) {
            throw new OfSyntaxException(
                    text + ": bad syntax for packet type missing " + (text.contains(",") ? "')'" : "','"));
        }
        for (int i = 1; i <= 2; i++) {
            if (IntText.parseWide(type.group(i), half) != type.group(i).length()) {
                throw new OfSyntaxException(
                        text.substring(1) + ": bad syntax for packet type " + (i == 1 ? "ns" : "ns_type"));
            }
            ByteBits.copy(half, 0, value, i == 1 ? 16 : 0, 16);
        }
        ByteBits.fill(mask, 0, 32);
    }

    /** Return the text of a value. */
    public static String format(Field field, byte[] value, byte @Nullable [] mask, OfNames names) {
        byte[] look = mask == null ? ByteBits.ones(value.length) : mask;
        if (ByteBits.isZero(look) && look.length > 0) {
            return "ANY";
        }
        boolean isExact = ByteBits.isOnes(look);
        int bits = Math.min(Long.SIZE, value.length * 8);
        long number = ByteBits.get(value, 0, bits);
        long numberMask = isExact ? Piece.ones(bits) : ByteBits.get(look, 0, bits);
        StringBuilder out = new StringBuilder();
        switch (field.form()) {
            case DECIMAL -> out.append(number).append(isExact ? "" : "/" + ByteBits.hex(look));
            case HEX -> out.append(ByteBits.hex(value)).append(isExact ? "" : "/" + ByteBits.hex(look));
            case CT_STATE -> FlagNames.CT_STATE.format(out, number, numberMask, 0xffff);
            case TCP_FLAGS -> FlagNames.TCP.format(out, number, numberMask & 0xfff, 0xfff);
            case TUNNEL_FLAGS -> FlagNames.TUNNEL.format(out, number, numberMask & 1, 1);
            case ETHERNET -> out.append(ethernet(value)).append(isExact ? "" : "/" + ethernet(look));
            case IPV4 -> out.append(ipv4((int) number, (int) numberMask));
            case IPV6 ->
                out.append(ipv6(
                        ByteBits.get(value, 64, 64), number, isExact ? -1L : ByteBits.get(look, 64, 64), numberMask));
            case PORT -> out.append(PortText.format((int) number, names));
            case PORT32 -> out.append(PortText.format(OfPorts.from32OrNone((int) number), names));
            case FRAG -> out.append(fragment((int) (number & numberMask), (int) numberMask & 3));
            case PACKET_TYPE -> out.append(packetType(number));
        }
        return out.toString();
    }

    /** Return the text of an Ethernet address. */
    public static String ethernet(byte[] address) {
        StringBuilder out = new StringBuilder();
        for (byte b : address) {
            out.append(out.length() == 0 ? "" : ":").append(Character.forDigit(b >> 4 & 15, 16));
            out.append(Character.forDigit(b & 15, 16));
        }
        return out.toString();
    }

    /** Return the text of an IPv4 address with its mask, as a prefix where that is one. */
    public static String ipv4(int address, int mask) {
        String text = dotted(address);
        if (mask == -1) {
            return text;
        }
        int length = Integer.bitCount(mask);
        boolean isPrefix = length == 0 || mask == -1 << 32 - length;
        return text + "/" + (isPrefix ? Integer.toString(length) : dotted(mask));
    }

    private static String dotted(int address) {
        return (address >>> 24) + "." + (address >>> 16 & 255) + "." + (address >>> 8 & 255) + "." + (address & 255);
    }

    /** Return the text of an IPv6 address with its mask, as a prefix where that is one. */
    public static String ipv6(long high, long low, long maskHigh, long maskLow) {
        String text = Ipv6Addresses.format(high, low);
        if (maskHigh == -1 && maskLow == -1) {
            return text;
        }
        int length = Long.bitCount(maskHigh) + Long.bitCount(maskLow);
        boolean isPrefix = maskHigh == upper(Math.min(64, length)) && maskLow == upper(Math.max(0, length - 64));
        return text + "/" + (isPrefix ? Integer.toString(length) : Ipv6Addresses.format(maskHigh, maskLow));
    }

    private static long upper(int bits) {
        return bits == 0 ? 0 : -1L << Long.SIZE - bits;
    }

    /** Return the text of a kind of fragments. */
    public static String fragment(int value, int mask) {
        for (String[] fragment : FRAGMENTS) {
            if (Integer.parseInt(fragment[1]) == (value & mask) && Integer.parseInt(fragment[2]) == mask) {
                return fragment[0];
            }
        }
        return "<error>";
    }

    /** Return the text of a packet type that is not the usual one. */
    public static String packetType(long type) {
        return type == 0 ? "eth" : "packet_type=(" + small(type >>> 16) + "," + small(type & 0xffff) + ")";
    }

    private static String small(long number) {
        return number > 9 ? "0x" + Long.toHexString(number) : Long.toString(number);
    }
}
