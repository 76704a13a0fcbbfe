/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Bytes;
import io.opsswitch.openflow.field.FieldText;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.Prerequisite;
import io.opsswitch.openflow.match.KeyValues;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The action that translates addresses, within that of connection tracking. */
final class NatAction {

    private static final int IPV4_MIN = 1;
    private static final int IPV4_MAX = 1 << 1;
    private static final int IPV6_MIN = 1 << 2;
    private static final int IPV6_MAX = 1 << 3;
    private static final int PORT_MIN = 1 << 4;
    private static final int PORT_MAX = 1 << 5;
    private static final int SIDES = OfpAct.Nat.SOURCE | OfpAct.Nat.DESTINATION;
    private static final int PORTS = OfpAct.Nat.HASH | OfpAct.Nat.RANDOM;
    private static final int FLAGS = 0x1f;

    private static final String ADDRESS = "(\\d+\\.\\d+\\.\\d+\\.\\d+|[\\p{XDigit}:.]+|\\[[\\p{XDigit}:.]+\\])";
    private static final Pattern IPV4_RANGE =
            Pattern.compile("(\\d+\\.\\d+\\.\\d+\\.\\d+)(?:-(\\d+\\.\\d+\\.\\d+\\.\\d+))?");
    private static final Pattern IPV6_RANGE = Pattern.compile(ADDRESS + "(?:-" + ADDRESS + ")?");
    private static final Pattern PORT_RANGE = Pattern.compile(":(\\d{1,5})(?:-(\\d{1,5}))?");

    private NatAction() {}

    static void register() {
        ActionTable.kind(
                OfpAct.Nat.class, "nat", ActionOrder.NEVER, NatAction::format, NatAction::encode, (action, checks) -> {
                    int bytes = action.minimum().length();
                    boolean isIpv4 = Prerequisite.IPV4.isMet(checks.key(), null);
                    boolean isIpv6 = Prerequisite.IPV6.isMet(checks.key(), null);
                    if (!isIpv4 && !isIpv6 || bytes == 4 && !isIpv4 || bytes == 16 && !isIpv6) {
                        throw ActionChecks.inconsistent("the addresses of nat are not those of the packets");
                    }
                    return action;
                });
        ActionTable.wire(RawAction.NAT, (in, out) -> out.add(decode(in)));
        ActionTable.word("nat", (text, parse) -> parse.add(parse(text)));
    }

    private static void format(OfpAct.Nat action, ActionText out) {
        out.put("nat");
        if ((action.flags() & SIDES) == 0) {
            return;
        }
        out.put((action.flags() & OfpAct.Nat.SOURCE) != 0 ? "(src" : "(dst");
        if (action.minimum().length() > 0) {
            boolean hasPorts = action.minimumPort() != 0;
            out.put("=").put(address(action.minimum(), hasPorts));
            if (action.maximum().length() > 0 && !action.maximum().equals(action.minimum())) {
                out.put("-").put(address(action.maximum(), hasPorts));
            }
            if (hasPorts) {
                out.put(":").put(action.minimumPort());
                if (action.maximumPort() != 0 && action.maximumPort() != action.minimumPort()) {
                    out.put("-").put(action.maximumPort());
                }
            }
        }
        out.put(",");
        flag(action, OfpAct.Nat.PERSISTENT, "persistent,", out);
        flag(action, OfpAct.Nat.HASH, "hash,", out);
        flag(action, OfpAct.Nat.RANDOM, "random,", out);
        out.chomp().put(")");
    }

    private static void flag(OfpAct.Nat action, int flag, String text, ActionText out) {
        out.put((action.flags() & flag) != 0 ? text : "");
    }

    private static String address(Bytes address, boolean isBracketed) {
        byte[] bytes = address.toArray();
        if (bytes.length == 4) {
            return FieldText.ipv4((int) ByteBits.get(bytes, 0, 32), -1);
        }
        String text = FieldText.ipv6(ByteBits.get(bytes, 64, 64), ByteBits.get(bytes, 0, 64), -1, -1);
        return isBracketed ? "[" + text + "]" : text;
    }

    private static void encode(OfpAct.Nat action, ActionOut out) {
        boolean isIpv4 = action.minimum().length() == 4;
        int present = 0;
        if (action.minimum().length() > 0) {
            present |= isIpv4 ? IPV4_MIN : IPV6_MIN;
            present |= action.maximum().length() == 0 ? 0 : isIpv4 ? IPV4_MAX : IPV6_MAX;
            present |= action.minimumPort() == 0 ? 0 : PORT_MIN;
            present |= action.maximumPort() == 0 ? 0 : PORT_MAX;
        }
        int start = out.begin(RawAction.NAT);
        out.zeros(2).u16(action.flags()).u16(present);
        if (present != 0) {
            out.bytes(action.minimum().toArray()).bytes(action.maximum().toArray());
        }
        if ((present & PORT_MIN) != 0) {
            out.u16(action.minimumPort());
        }
        if ((present & PORT_MAX) != 0) {
            out.u16(action.maximumPort());
        }
        out.end(RawAction.NAT, start);
    }

    private static OfpAct decode(ActionIn in) {
        in.skip(2);
        int flags = in.u16();
        int present = in.u16();
        in.require(
                (flags & ~FLAGS) == 0 && (flags & SIDES) != SIDES && (flags & PORTS) != PORTS,
                "the flags " + flags + " do not go together");
        boolean isIpv4 = (present & IPV4_MIN) != 0;
        boolean isIpv6 = (present & IPV6_MIN) != 0;
        in.require(
                !(isIpv4 && (present & (IPV6_MIN | IPV6_MAX)) != 0)
                        && (isIpv4 || (present & IPV4_MAX) == 0)
                        && (isIpv6 || (present & IPV6_MAX) == 0)
                        && (isIpv4 || isIpv6 || (present & PORT_MIN) == 0)
                        && ((present & PORT_MIN) != 0 || (present & PORT_MAX) == 0),
                "the ranges " + present + " do not go together");
        int width = isIpv4 ? 4 : 16;
        byte[] minimum = isIpv4 || isIpv6 ? take(in, width) : new byte[0];
        byte[] maximum = (present & (IPV4_MAX | IPV6_MAX)) != 0 ? take(in, width) : new byte[0];
        in.require(minimum.length == 0 || !ByteBits.isZero(minimum), "the address is zero");
        in.require(
                maximum.length == 0 || Arrays.compareUnsigned(maximum, minimum) >= 0,
                "the range of addresses is empty");
        int minimumPort = (present & PORT_MIN) != 0 ? (int) ByteBits.get(take(in, 2), 0, 16) : 0;
        in.require((present & PORT_MIN) == 0 || minimumPort != 0, "the port is zero");
        int maximumPort = (present & PORT_MAX) != 0 ? (int) ByteBits.get(take(in, 2), 0, 16) : 0;
        in.require((present & PORT_MAX) == 0 || maximumPort >= minimumPort, "the range of ports is empty");
        return new OfpAct.Nat(flags, Bytes.of(minimum), Bytes.of(maximum), minimumPort, maximumPort);
    }

    private static byte[] take(ActionIn in, int bytes) {
        in.require(in.remaining() >= bytes, "a range is cut off");
        return in.bytes(bytes);
    }

    static OfpAct parse(String text) {
        int flags = 0;
        OfpAct.@Nullable Nat range = null;
        KeyValues pairs = new KeyValues(text);
        for (KeyValues.Pair pair = pairs.next(); pair != null; pair = pairs.next()) {
            switch (pair.key()) {
                case "src" -> {
                    flags |= OfpAct.Nat.SOURCE;
                    range = range(pair.value());
                }
                case "dst" -> {
                    flags |= OfpAct.Nat.DESTINATION;
                    range = range(pair.value());
                }
                case "persistent" -> flags |= OfpAct.Nat.PERSISTENT;
                case "hash" -> flags |= OfpAct.Nat.HASH;
                case "random" -> flags |= OfpAct.Nat.RANDOM;
                default -> throw new OfSyntaxException("invalid key \"" + pair.key() + "\" in \"nat\" argument");
            }
        }
        if ((flags & SIDES) == SIDES) {
            throw new OfSyntaxException("May only specify one of \"src\" or \"dst\".");
        }
        if ((flags & SIDES) == 0 && flags != 0) {
            throw new OfSyntaxException("Flags allowed only with \"src\" or \"dst\".");
        }
        if ((flags & PORTS) == PORTS) {
            throw new OfSyntaxException("Both \"hash\" and \"random\" are not allowed.");
        }
        return range == null
                ? new OfpAct.Nat(flags, Bytes.EMPTY, Bytes.EMPTY, 0, 0)
                : new OfpAct.Nat(flags, range.minimum(), range.maximum(), range.minimumPort(), range.maximumPort());
    }

    private static OfpAct.Nat range(String text) {
        Matcher addresses = IPV4_RANGE.matcher(text);
        int at = 0;
        byte[] minimum = new byte[0];
        byte[] maximum = new byte[0];
        if (!addresses.lookingAt()) {
            addresses = IPV6_RANGE.matcher(text);
        }
        if (addresses.lookingAt()) {
            minimum = address(addresses.group(1), text);
            maximum = addresses.group(2) == null ? maximum : address(addresses.group(2), text);
            at = addresses.end();
            if (maximum.length > 0 && Arrays.compareUnsigned(maximum, minimum) < 0) {
                throw new OfSyntaxException("invalid nat range \"" + text + "\"");
            }
        }
        int minimumPort = 0;
        int maximumPort = 0;
        Matcher ports = PORT_RANGE.matcher(text).region(at, text.length());
        if (at > 0 && ports.lookingAt()) {
            minimumPort = Integer.parseInt(ports.group(1)) & 0xffff;
            maximumPort = ports.group(2) == null ? 0 : Integer.parseInt(ports.group(2)) & 0xffff;
            at = ports.end();
            if (ports.group(2) != null && maximumPort < minimumPort) {
                throw new OfSyntaxException("invalid nat range \"" + text + "\"");
            }
        }
        if (at != text.length()) {
            throw new OfSyntaxException(
                    "garbage (" + text.substring(at) + ") after nat range \"" + text + "\" (pos: " + at + ")");
        }
        return new OfpAct.Nat(0, Bytes.of(minimum), Bytes.of(maximum), minimumPort, maximumPort);
    }

    private static byte[] address(String text, String whole) {
        String bare = text.replaceAll("[\\[\\]]", "");
        try {
            boolean isIpv4 = !bare.contains(":");
            return FieldText.parseValue(isIpv4 ? Fields.IPV4_SRC : Fields.get("ipv6_src"), bare, OfNames.NONE);
        } catch (OfSyntaxException e) {
            throw new OfSyntaxException("invalid nat range \"" + whole + "\"");
        }
    }
}
