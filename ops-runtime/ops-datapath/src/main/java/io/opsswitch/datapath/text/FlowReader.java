/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.packet.EtherType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Reads one match. What {@code encap} encloses is read by the same method, one level deeper. */
final class FlowReader {

    private static final int UUID_LENGTH = 36;
    private static final List<FlowField> TPID = List.of(FlowField.VLAN_TPID, FlowField.INNER_VLAN_TPID);
    private static final List<FlowField> TCI = List.of(FlowField.VLAN_TCI, FlowField.INNER_VLAN_TCI);
    private static final long ETHERTYPE_NAMESPACE = 1L << 16;

    /** An element that was read, and the test whether packets with the finished key have it. */
    private record Seen(int place, Predicate<FlowKey> applies) {}

    private final Cursor in;
    private final PortNames names;
    private final FlowKey key = new FlowKey();
    private final FlowKey mask = new FlowKey();
    private final Map<String, Seen> seen = new HashMap<>();

    /** What was read of one level: between parentheses of {@code encap}, or outside all of them. */
    private static final class Level {
        private FieldStyle.@Nullable Masked type;
        private VlanText.@Nullable Tag tag;
        private int tagPlace;
        private @Nullable Level encapsulated;
    }

    FlowReader(Cursor in, PortNames names) {
        this.in = in;
        this.names = names;
    }

    FlowMatch read() throws FlowTextException {
        in.skipDelimiters();
        if (in.take("ufid:")) {
            int place = in.at();
            if (in.until(",").length() < UUID_LENGTH) {
                throw in.error(place, "expected a flow identifier of " + UUID_LENGTH + " characters behind ufid:");
            }
        }
        finish(level(0));
        for (Map.Entry<String, Seen> entry : seen.entrySet()) {
            if (!entry.getValue().applies.test(key)) {
                throw in.error(
                        entry.getValue().place,
                        entry.getKey()
                                + "(...) does not go with the other fields; correct eth_type, or proto, frag, type "
                                + "and code in front of it, or leave it out");
            }
        }
        return new FlowMatch(key, mask);
    }

    /** Read one group for a set action; return it. Its fields are in the key and the mask. */
    static KeyGroup setGroup(Cursor in, FlowKey key, FlowKey mask) throws FlowTextException {
        int place = in.at();
        String name = in.word();
        in.expect("(");
        if (name.equals("tunnel")) {
            new TunnelReader(in, key, mask).read();
            return KeyGroup.TUNNEL;
        }
        if (name.equals("mpls")) {
            if (MplsText.read(in, key, mask) != 1) {
                throw in.error(place, "set(mpls(...)) changes the outermost entry; name one");
            }
            return KeyGroup.MPLS;
        }
        FieldGroup group = FieldGroup.named(name);
        if (group == null) {
            in.moveTo(place);
            throw in.expected("a group of fields that can be set, such as eth, ipv4 or tunnel");
        }
        items(in, group, key, mask);
        return group.keyGroup();
    }

    private Level level(int depth) throws FlowTextException {
        Level level = new Level();
        while (true) {
            in.skipDelimiters();
            if (depth == 0 ? in.isAtEnd() : in.take(")")) {
                return level;
            }
            if (in.isAtEnd()) {
                throw in.expected("')' to close encap(");
            }
            element(level, depth);
        }
    }

    private void element(Level level, int depth) throws FlowTextException {
        int place = in.at();
        String name = in.word();
        if (name.isEmpty() || !in.take("(")) {
            in.moveTo(place);
            throw in.expected("a field such as in_port(...) or eth_type(...)");
        }
        switch (name) {
            case "eth_type" -> {
                once(place, name, level.type == null);
                level.type = FieldStyle.ETHERTYPE.parseMasked(in, 16);
                in.expect(")");
            }
            case "vlan" -> {
                once(place, name, level.tag == null);
                level.tag = VlanText.read(in);
                level.tagPlace = place;
            }
            case "encap" -> {
                once(place, name, level.encapsulated == null);
                if (depth == TCI.size()) {
                    throw in.error(place, "a third VLAN tag; a match has two at most");
                }
                level.tagPlace = place;
                level.encapsulated = level(depth + 1);
            }
            case "in_port" -> {
                saw(place, name, any -> true);
                port();
            }
            case "tunnel" -> {
                saw(place, name, any -> true);
                new TunnelReader(in, key, mask).read();
            }
            case "mpls" -> {
                saw(place, name, finished -> EtherType.isMpls(Layers.type(finished)));
                MplsText.read(in, key, mask);
            }
            default -> {
                FieldGroup group = FieldGroup.named(name);
                if (group == null) {
                    throw in.error(place, "there is no field " + name + "; check its spelling");
                }
                saw(place, name, group::appliesTo);
                items(in, group, key, mask);
            }
        }
    }

    private void saw(int place, String name, Predicate<FlowKey> applies) throws FlowTextException {
        once(place, name, seen.put(name, new Seen(place, applies)) == null);
    }

    private void once(int place, String name, boolean isFirst) throws FlowTextException {
        if (!isFirst) {
            throw in.error(place, name + "(...) is given twice; name it once");
        }
    }

    private void port() throws FlowTextException {
        int place = in.at();
        String name = in.until(")");
        Integer number = names.number(name);
        if (number != null) {
            key.set(FlowField.IN_PORT, number);
            mask.matchAll(FlowField.IN_PORT);
        } else {
            in.moveTo(place);
            if (in.peek() < '0' || in.peek() > '9') {
                throw in.expected("the number" + (names == PortNames.NONE ? "" : " or the name") + " of a port");
            }
            FieldStyle.Masked read = FieldStyle.DECIMAL.parseMasked(in, 32);
            key.set(FlowField.IN_PORT, read.value().low());
            mask.set(FlowField.IN_PORT, read.mask().low());
        }
        in.expect(")");
    }

    /** Read the fields of a group up to the closing parenthesis, which is passed over. */
    private static void items(Cursor in, FieldGroup group, FlowKey key, FlowKey mask) throws FlowTextException {
        if (group.items().get(0).label().isEmpty()) {
            Item item = group.items().get(0);
            item(in, item, key, mask);
            in.expect(")");
            return;
        }
        int taken = 0;
        while (!in.take(")")) {
            int place = in.at();
            int index = label(in, group);
            if ((taken & 1 << index) != 0) {
                throw in.error(place, group.items().get(index).label() + " is given twice; name it once");
            }
            taken |= 1 << index;
            item(in, group.items().get(index), key, mask);
            if (!in.take(",") && in.peek() != ')') {
                throw in.expected("',' or ')'");
            }
        }
    }

    private static void item(Cursor in, Item item, FlowKey key, FlowKey mask) throws FlowTextException {
        FieldStyle.Masked read = item.field() == FlowField.RECIRC_ID
                // It is always matched in full.
                ? new FieldStyle.Masked(item.style().parse(in, item.bits()), item.exact())
                : item.style().parseMasked(in, item.bits());
        item.set(key, read.value());
        item.set(mask, read.mask());
    }

    private static int label(Cursor in, FieldGroup group) throws FlowTextException {
        List<Item> items = group.items();
        for (int i = 0; i < items.size(); i++) {
            if (in.take(items.get(i).label())) {
                return i;
            }
        }
        if (group == FieldGroup.CT_TUPLE6 && (in.take("tp_src=") || in.take("tp_dst="))) {
            // Open vSwitch writes other names than it reads; the value stands behind the name just passed over.
            return in.behind("tp_src=") ? 3 : 4;
        }
        throw in.expected(
                "one of " + String.join(", ", items.stream().map(Item::label).toList()) + " or ')'");
    }

    private void finish(Level outermost) throws FlowTextException {
        if (!seen.containsKey("recirc_id")) {
            mask.matchAll(FlowField.RECIRC_ID);
        }
        if (outermost.tag == null) {
            mask.matchAll(FlowField.VLAN_TCI);
        }
        Level level = outermost;
        int depth = 0;
        while (level.tag != null || level.encapsulated != null) {
            level = tag(level, depth++);
        }
        type(level, depth > 0);
        if (!seen.containsKey("packet_type") && !seen.containsKey("eth") && level.type != null && depth == 0) {
            key.set(FlowField.PACKET_TYPE, ETHERTYPE_NAMESPACE | key.get(FlowField.ETH_TYPE));
            mask.matchAll(FlowField.PACKET_TYPE);
        }
    }

    /** Store a tag; return what it encapsulates. */
    private Level tag(Level level, int depth) throws FlowTextException {
        FieldStyle.Masked type = level.type;
        VlanText.Tag tag = level.tag;
        Level encapsulated = level.encapsulated;
        if (type == null
                || tag == null
                || encapsulated == null
                || !EtherType.isVlan((int) type.value().low())) {
            throw in.error(
                    level.tagPlace,
                    "a VLAN tag is written eth_type(0x8100),vlan(...),encap(...) or with 0x88a8; give all three");
        }
        if (tag.tci() == 0) {
            if (encapsulated.type != null || encapsulated.tag != null) {
                throw in.error(level.tagPlace, "a tag that is cut off encapsulates nothing; write encap()");
            }
            mask.set(TCI.get(depth), tag.mask());
            encapsulated.type = type;
            return encapsulated;
        }
        if ((tag.tci() & FlowField.VLAN_PRESENT) == 0) {
            throw in.error(level.tagPlace, "cfi=0 with vid or pcp; leave cfi out, or write vlan(vid=0,pcp=0,cfi=0)");
        }
        key.set(TPID.get(depth), type.value().low()).set(TCI.get(depth), tag.tci());
        mask.matchAll(TPID.get(depth)).set(TCI.get(depth), tag.mask());
        return encapsulated;
    }

    private void type(Level level, boolean isTagged) {
        FieldStyle.Masked type = level.type;
        if (type == null && !isTagged) {
            // A packet without Ethernet header has its type there.
            if ((key.get(FlowField.PACKET_TYPE) & ETHERTYPE_NAMESPACE) != 0) {
                key.set(FlowField.ETH_TYPE, key.get(FlowField.PACKET_TYPE));
                mask.matchAll(FlowField.ETH_TYPE);
            } else if (impliedType() != 0) {
                key.set(FlowField.ETH_TYPE, impliedType());
                mask.matchAll(FlowField.ETH_TYPE);
            }
            return;
        }
        if (type == null || type.value().isZero() && type.mask().low() == 0xffff) {
            key.set(FlowField.ETH_TYPE, EtherType.NONE);
            mask.matchAll(FlowField.ETH_TYPE);
        } else {
            key.set(FlowField.ETH_TYPE, type.value().low());
            mask.set(FlowField.ETH_TYPE, type.mask().low());
        }
    }

    /** Return the type that the groups which are there go with, 0 if there is none. */
    private int impliedType() {
        return seen.containsKey("ipv4")
                ? EtherType.IPV4
                : seen.containsKey("ipv6") ? EtherType.IPV6 : seen.containsKey("mpls") ? EtherType.MPLS : 0;
    }
}
