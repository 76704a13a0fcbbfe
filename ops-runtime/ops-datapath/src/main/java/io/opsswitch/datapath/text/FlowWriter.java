/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes one key or match, in the order in which Open vSwitch puts the attributes of a flow.
 *
 * <p>Three ways: a key without mask, all fields of its protocols; a match, what the mask has; a verbose match, all fields
 * with their masks.
 */
final class FlowWriter {

    private static final FlowKey NO_MASK = new FlowKey();

    private static final List<FieldGroup> IN_FRONT =
            List.of(FieldGroup.RECIRC_ID, FieldGroup.DP_HASH, FieldGroup.PRIORITY);
    private static final List<FieldGroup> BEHIND_PORT = List.of(
            FieldGroup.MARK,
            FieldGroup.CT_STATE,
            FieldGroup.CT_ZONE,
            FieldGroup.CT_MARK,
            FieldGroup.CT_LABELS,
            FieldGroup.CT_TUPLE4,
            FieldGroup.CT_TUPLE6,
            FieldGroup.PACKET_TYPE);
    private static final List<FieldGroup> TRANSPORT = List.of(
            FieldGroup.TCP,
            FieldGroup.TCP_FLAGS,
            FieldGroup.UDP,
            FieldGroup.SCTP,
            FieldGroup.ICMP,
            FieldGroup.ICMPV6,
            FieldGroup.ND,
            FieldGroup.ND_EXTENSIONS);

    private final StringBuilder out;
    private final FlowKey key;
    private final FlowKey mask;
    private final boolean hasMask;
    private final boolean isVerbose;
    private boolean isOfKernel;

    FlowWriter(StringBuilder out, FlowKey key, @Nullable FlowKey mask, boolean isVerbose) {
        this.out = out;
        this.key = key;
        this.mask = mask == null ? NO_MASK : mask;
        this.hasMask = mask != null;
        this.isVerbose = isVerbose || mask == null;
    }

    /** Write what a kernel has: no types of packets, whatever the mask says, and of ARP's opcode two bytes. */
    FlowWriter ofKernel() {
        isOfKernel = true;
        return this;
    }

    /** Write everything. */
    void flow(PortNames names) {
        IN_FRONT.forEach(this::group);
        if (TunnelText.isPresent(key)) {
            separate();
            new TunnelText.Writer(out, key, hasMask ? mask : null, isVerbose).write();
        }
        port(names);
        BEHIND_PORT.forEach(this::group);
        int open = 0;
        if (Layers.isEthernet(key)) {
            ethernet();
            open = tag(FlowField.VLAN_TPID, FlowField.VLAN_TCI);
            if (open > 0 && key.get(FlowField.VLAN_TCI) != 0) {
                open += tag(FlowField.INNER_VLAN_TPID, FlowField.INNER_VLAN_TCI);
            }
        }
        if (!EtherType.isVlan(Layers.type(key))) {
            payload();
        } else if (key.get(FlowField.INNER_VLAN_TCI) != 0) {
            // A third tag, of which the key has the type only.
            type();
        }
        out.append(")".repeat(open));
    }

    private void payload() {
        type();
        group(FieldGroup.ARP);
        group(FieldGroup.IPV4);
        group(FieldGroup.IPV6);
        if (EtherType.isMpls(Layers.type(key))) {
            mpls();
        }
        group(FieldGroup.NSH);
        TRANSPORT.forEach(this::group);
    }

    /** Write one group for the action that sets it, whatever the rest of the key is. */
    void only(FieldGroup group) {
        body(group, true);
    }

    private void separate() {
        if (out.length() > 0 && out.charAt(out.length() - 1) != '(') {
            out.append(',');
        }
    }

    private void group(FieldGroup group) {
        if (!group.appliesTo(key)) {
            return;
        }
        boolean isWritten = switch (group) {
            // It stands for the type of the header behind, and is always there.
            case NSH -> true;
            case PACKET_TYPE -> !isOfKernel;
            case TCP_FLAGS -> isThere(FlowField.TCP_FLAGS, FlowField.TCP_FLAGS);
            case ND -> !hasMask || (mask.get(FlowField.TP_SRC) & 0xff) == 0xff;
            case ND_EXTENSIONS -> isThere(FlowField.ND_RESERVED, FlowField.ND_OPTION_TYPE);
            default -> true;
        };
        if (isWritten && (isVerbose || group == FieldGroup.NSH || !group.isWildcard(mask))) {
            separate();
            body(group, false);
        }
    }

    private boolean isThere(FlowField first, FlowField second) {
        return (key.get(first) | key.get(second)) != 0
                || first == FlowField.TCP_FLAGS && hasMask && mask.get(first) != 0;
    }

    private void body(FieldGroup group, boolean isSetting) {
        out.append(group.text()).append('(');
        boolean isNsh = group == FieldGroup.NSH;
        for (Item item : group.items()) {
            if (isNsh && !isSetting && isContext(item) && key.get(FlowField.NSH_MDTYPE) != 1) {
                context(item);
            } else if (!hasMask) {
                label(item);
                item.style().value(out, item.get(key));
            } else if (item.field() == FlowField.ND_RESERVED) {
                // Open vSwitch writes it as if all its bits were always matched.
                label(item);
                item.style().value(out, item.get(key));
            } else if (isVerbose && !isNsh || item.isMatched(mask)) {
                label(item);
                masked(item);
            }
        }
        out.append(')');
    }

    private void masked(Item item) {
        Bits matched = item.isMatched(mask) ? item.get(mask) : Bits.ZERO;
        if (isVerbose && item.style() == FieldStyle.CT_STATE) {
            // In numbers, and the kernels have 32 bits for it, so that its mask is never complete.
            FieldStyle.HEX.masked(out, item.get(key), matched, Bits.ones(32));
        } else {
            // The mask of one byte is not all of the two that the kernel has.
            Bits exact = isOfKernel && item.style() == FieldStyle.ARP_OPCODE ? Bits.ones(16) : item.exact();
            item.style().masked(out, item.get(key), matched, exact);
        }
    }

    private void label(Item item) {
        separate();
        out.append(item.label());
    }

    private static boolean isContext(Item item) {
        return item.label().startsWith("c");
    }

    /** Write a context header that is none, since the metadata are of another type: Open vSwitch shows a match of 0. */
    private void context(Item item) {
        if (hasMask) {
            label(item);
            item.style().value(out, Bits.ZERO);
        }
    }

    private void port(PortNames names) {
        long matched = hasMask ? mask.get(FlowField.IN_PORT) : 0xffff_ffffL;
        if (!isVerbose && matched == 0) {
            return;
        }
        separate();
        out.append("in_port(");
        long port = key.get(FlowField.IN_PORT);
        if (matched == 0xffff_ffffL) {
            out.append(names.text((int) port));
        } else {
            FieldStyle.DECIMAL.masked(out, Bits.of(port), Bits.of(matched), Bits.ones(32));
        }
        out.append(')');
    }

    /** Write the addresses; that there are some at all must be told if nothing else tells it. */
    private void ethernet() {
        if (isVerbose || !FieldGroup.ETHERNET.isWildcard(mask)) {
            group(FieldGroup.ETHERNET);
        } else if (mask.get(FlowField.PACKET_TYPE) == 0) {
            separate();
            out.append("eth()");
        }
    }

    private void type() {
        int type = Layers.type(key);
        long matched = hasMask ? mask.get(FlowField.ETH_TYPE) : 0xffff;
        if (type < EtherType.MIN) {
            // No Ethertype: a mask without a key. It stands alone, so that within a tag nothing is left to tell it.
            if (hasMask && matched != 0 && !isTagged()) {
                out.append(",eth_type(0/");
                FieldStyle.ETHERTYPE.value(out, Bits.of(0xffff));
                out.append(')');
            }
        } else if (isVerbose || matched != 0) {
            separate();
            out.append("eth_type(");
            FieldStyle.ETHERTYPE.masked(out, Bits.of(type), Bits.of(matched), Bits.ones(16));
            out.append(')');
        }
    }

    private boolean isTagged() {
        return out.length() > 0 && out.charAt(out.length() - 1) == '(';
    }

    /** Write a tag up to the opening parenthesis around what it encapsulates; return how many to close. */
    private int tag(FlowField tpidField, FlowField tciField) {
        long tci = key.get(tciField);
        // The tag is cut off if there is only its TPID.
        boolean isCut = tci == 0 && EtherType.isVlan(Layers.type(key));
        long bits = hasMask ? mask.get(tciField) : 0xffff;
        if (!isCut && (tci == 0 || !isVerbose && bits == 0)) {
            return 0;
        }
        long tpid = isCut ? Layers.type(key) : key.get(tpidField);
        separate();
        out.append("eth_type(");
        FieldStyle.ETHERTYPE.value(out, Bits.of(tpid == 0 ? EtherType.VLAN : tpid));
        out.append(')');
        if (isVerbose || bits != 0) {
            out.append(",vlan(");
            VlanText.write(out, (int) tci, (int) bits, isVerbose);
            out.append(')');
        }
        out.append(",encap(");
        return 1;
    }

    private void mpls() {
        int depth = MplsText.depth(key);
        if (isVerbose || MplsText.isMatched(mask, depth)) {
            separate();
            MplsText.write(out, key, hasMask ? mask : null, depth);
        }
    }
}
