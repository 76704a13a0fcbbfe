/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Bytes;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.FieldText;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.Form;
import io.opsswitch.openflow.field.Prerequisite;
import io.opsswitch.openflow.field.Subfield;
import io.opsswitch.openflow.field.TlvLayout;
import java.util.Set;

/** Reads and writes fields of the packet of a {@link TableWalk}, and records which bits that looks at. Stateless. */
final class FieldWrites {

    /** Writing one of these takes a look at the protocol, without which no header can be set. */
    private static final Set<Field> NEEDS_IP_PROTOCOL =
            fields("ip_src", "ip_dst", "ipv6_src", "ipv6_dst", "ipv6_label", "ip_dscp", "nw_ecn", "nw_ttl");

    private static final Set<Field> NEEDS_ARP_OPCODE = fields("arp_op", "arp_sha", "arp_tha", "arp_spa", "arp_tpa");

    private FieldWrites() {}

    private static Set<Field> fields(String... names) {
        Field[] fields = new Field[names.length];
        for (int i = 0; i < names.length; i++) {
            fields[i] = Fields.get(names[i]);
        }
        return Set.of(fields);
    }

    private static TlvLayout layout(TableWalk walk) {
        return walk.pipeline().settings().tunnelOptions();
    }

    /** What is written of a tunnel only, its matches need not know. */
    private static boolean isTunnel(Field field) {
        return field.name().startsWith("tun_");
    }

    private static boolean isIp(FlowKey flow) {
        return Prerequisite.IP.isMet(flow, null);
    }

    /** Return whether the packet has a field, and record what tells so. */
    static boolean has(TableWalk walk, Field field) {
        FlowKey flow = walk.journey.flow;
        FlowKey mask = walk.journey.mask;
        Prerequisite needs = field.prerequisite();
        switch (needs) {
            case VLAN_VID -> mask.set(FlowField.VLAN_TCI, mask.get(FlowField.VLAN_TCI) | FlowField.VLAN_PRESENT);
            case TCP, UDP, SCTP -> {
                if (isIp(flow)) {
                    mask.matchAll(FlowField.IP_PROTO);
                }
            }
            case ICMPV4 -> {
                if (Prerequisite.IPV4.isMet(flow, null)) {
                    mask.matchAll(FlowField.IP_PROTO);
                }
            }
            case ICMPV6, ND, ND_SOLICIT, ND_ADVERT -> {
                if (Prerequisite.IPV6.isMet(flow, null)) {
                    mask.matchAll(FlowField.IP_PROTO);
                    if (needs != Prerequisite.ICMPV6 && flow.get(FlowField.IP_PROTO) == IpProtocol.ICMPV6) {
                        lookAtMessage(flow, mask);
                    }
                }
            }
            default -> {}
        }
        return needs.isMet(flow, null);
    }

    private static void lookAtMessage(FlowKey flow, FlowKey mask) {
        mask.matchAll(FlowField.TP_DST);
        if (flow.get(FlowField.TP_DST) == 0) {
            mask.matchAll(FlowField.TP_SRC);
        }
    }

    /** Record that bits of a field were looked at. */
    private static void look(TableWalk walk, Field field, int from, int bits) {
        if (field.form() == Form.PORT32) {
            // The port of arrival is always looked at, and no packet has that of the action set.
            return;
        }
        for (int i = 0; i < bits; i += Long.SIZE) {
            field.set(walk.journey.mask, layout(walk), from + i, Math.min(Long.SIZE, bits - i), -1L);
        }
    }

    static void look(TableWalk walk, Subfield subfield) {
        look(walk, subfield.field(), subfield.from(), subfield.bits());
    }

    /** Return bits of the packet, as bytes. */
    static Bytes read(TableWalk walk, Subfield source) {
        byte[] value = new byte[(source.bits() + 7) / 8];
        for (int i = 0; i < source.bits(); i += Long.SIZE) {
            int take = Math.min(Long.SIZE, source.bits() - i);
            ByteBits.put(value, i, take, source.field().get(walk.journey.flow, layout(walk), source.from() + i, take));
        }
        return Bytes.of(value);
    }

    /** Return up to 64 bits of the packet. */
    static long readLong(TableWalk walk, Subfield source) {
        return source.field().get(walk.journey.flow, layout(walk), source.from(), Math.min(Long.SIZE, source.bits()));
    }

    /** Set bits of the packet, and record that they were looked at. */
    static void load(TableWalk walk, Subfield target, long value) {
        byte[] bytes = new byte[Math.max(Long.BYTES, (target.bits() + 7) / 8)];
        ByteBits.put(bytes, 0, Long.SIZE, value);
        load(walk, target, Bytes.of(bytes));
    }

    static void load(TableWalk walk, Subfield target, Bytes value) {
        if (!isTunnel(target.field())) {
            look(walk, target);
        }
        write(walk, target, value);
    }

    /** Set bits of the packet, without a look at them. */
    static void write(TableWalk walk, Subfield target, Bytes value) {
        FlowKey flow = walk.journey.flow;
        byte[] bytes = ByteBits.resize(value.toArray(), (target.bits() + 7) / 8);
        for (int i = 0; i < target.bits(); i += Long.SIZE) {
            int take = Math.min(Long.SIZE, target.bits() - i);
            target.field().set(flow, layout(walk), target.from() + i, take, ByteBits.get(bytes, i, take));
        }
        afterwards(flow, target.field());
    }

    /** A priority or an identifier of a VLAN makes a tag of it; a new tag is one of 802.1Q. */
    private static void afterwards(FlowKey flow, Field field) {
        if (field == Fields.DL_VLAN || field == Fields.DL_VLAN_PCP || field == Fields.VLAN_PCP) {
            flow.set(FlowField.VLAN_TCI, flow.get(FlowField.VLAN_TCI) | FlowField.VLAN_PRESENT);
        }
        if (flow.get(FlowField.VLAN_TPID) == 0 && flow.get(FlowField.VLAN_TCI) != 0) {
            flow.set(FlowField.VLAN_TPID, EtherType.VLAN);
        }
    }

    /** Do {@code set_field} or {@code load}. */
    static void set(TableWalk walk, OfpAct.SetField action) {
        Field field = action.field();
        FlowKey flow = walk.journey.flow;
        FlowKey mask = walk.journey.mask;
        if (!has(walk, field)) {
            walk.journey.warn("unmet prerequisites for " + field.name() + ", set_field ignored");
            return;
        }
        if (isIp(flow) && NEEDS_IP_PROTOCOL.contains(field)
                || flow.get(FlowField.ETH_TYPE) == EtherType.ARP && NEEDS_ARP_OPCODE.contains(field)) {
            mask.matchAll(FlowField.IP_PROTO);
        }
        TlvLayout layout = layout(walk);
        int length = field.tunnelIndex() < 0 ? field.bytes() : layout.length(field.tunnelIndex());
        byte[] value = ByteBits.resize(action.value().toArray(), length);
        byte[] bits = ByteBits.resize(action.mask().toArray(), length);
        for (int i = 0; i < 8 * length; i += Long.SIZE) {
            int take = Math.min(Long.SIZE, 8 * length - i);
            long set = ByteBits.get(bits, i, take);
            long old = field.get(flow, layout, i, take);
            if (!isTunnel(field) && field.form() != Form.PORT32) {
                field.set(mask, layout, i, take, field.get(mask, layout, i, take) | set);
            }
            field.set(flow, layout, i, take, old & ~set | ByteBits.get(value, i, take) & set);
        }
        afterwards(flow, field);
    }

    /** Do {@code move}. */
    static void move(TableWalk walk, OfpAct.Move action) {
        Subfield source = action.source();
        Subfield target = action.target();
        if (has(walk, target.field()) && has(walk, source.field())) {
            look(walk, source);
            if (!isTunnel(target.field())) {
                look(walk, target);
            }
            write(walk, target, read(walk, source));
        }
        report(walk, target);
    }

    /** Do {@code push}. */
    static void push(TableWalk walk, OfpAct.Push action) {
        look(walk, action.source());
        walk.push(read(walk, action.source()));
    }

    /** Do {@code pop}. */
    static void pop(TableWalk walk, OfpAct.Pop action) {
        Bytes value = walk.pop();
        if (value == null) {
            walk.journey.reportError("stack underflow");
        } else {
            load(walk, action.target(), value);
            report(walk, action.target());
        }
    }

    /** Note what a field is by now. */
    static void report(TableWalk walk, Subfield subfield) {
        if (!walk.journey.isExplaining()) {
            return;
        }
        Field field = subfield.field();
        String value = subfield.isAll()
                ? FieldText.format(field, field.value(walk.journey.flow, layout(walk)), null, OfNames.NONE)
                : ByteBits.hex(read(walk, subfield).toArray());
        walk.journey.note(subfield.text() + " is now " + value);
    }
}
