/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.hash.OvsHash;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;
import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.action.HashFields;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.field.Prerequisite;
import io.opsswitch.openflow.field.Subfield;
import io.opsswitch.vswitchd.xlate.ActionList.Position;
import java.nio.ByteBuffer;
import java.util.List;

/** Actions that choose by a hash of the packet: the same hashes and choices as those of Open vSwitch. Stateless. */
final class Hashing {

    private static final int MODULO = 0;
    private static final int THRESHOLD = 1;
    private static final int HIGHEST_WEIGHT = 2;
    private static final int MAX_WEIGHED = 64;
    private static final int BUNDLE_HIGHEST_WEIGHT = 1;
    private static final long ALL = 0xffff_ffffL;

    private static final int ICMP_BITS = 0xff;

    private Hashing() {}

    /** Do {@code multipath}. */
    static void multipath(TableWalk walk, OfpAct.Multipath action) {
        FlowKey flow = walk.journey.flow;
        int hash = hash(flow, action.fields(), action.basis());
        look(flow, walk.journey.mask, action.fields());
        FieldWrites.load(walk, action.target(), link(hash, action));
        FieldWrites.report(walk, action.target());
    }

    private static long link(int hash, OfpAct.Multipath action) {
        int links = action.maxLink() + 1;
        return switch (action.algorithm()) {
            case MODULO -> Integer.remainderUnsigned(hash, links);
            case THRESHOLD -> links == 1 ? 0 : Integer.toUnsignedLong(hash) / (ALL / links + 1);
            case HIGHEST_WEIGHT -> links <= MAX_WEIGHED ? heaviest(hash, links) : iterated(hash, links, 0);
            default -> iterated(hash, links, action.argument());
        };
    }

    private static int twoWords(int first, int second) {
        return OvsHash.ofInt(first, second);
    }

    private static long heaviest(int hash, int links) {
        int best = 0;
        int bestWeight = twoWords(hash, 0);
        for (int link = 1; link < links; link++) {
            int weight = twoWords(hash, link);
            if (Integer.compareUnsigned(weight, bestWeight) > 0) {
                best = link;
                bestWeight = weight;
            }
        }
        return best;
    }

    private static long iterated(int hash, int links, int argument) {
        long modulo = Integer.toUnsignedLong(argument);
        if (modulo < links || modulo / 2 > links) {
            modulo = Long.highestOneBit(Math.max(1, 2L * links - 1));
        }
        long link;
        int i = 0;
        do {
            link = Integer.toUnsignedLong(twoWords(hash, i++)) % modulo & 0xffff;
        } while (link >= links);
        return link;
    }

    /** Do {@code bundle} and {@code bundle_load}. */
    static void bundle(TableWalk walk, OfpAct.Bundle action, Position at) {
        int port =
                action.algorithm() == BUNDLE_HIGHEST_WEIGHT ? heaviestMember(walk, action) : firstMember(walk, action);
        Subfield target = action.target();
        if (target == null) {
            ActionList.output(walk, port, 0, false, at);
        } else {
            FieldWrites.load(walk, target, port);
            FieldWrites.report(walk, target);
        }
    }

    private static int firstMember(TableWalk walk, OfpAct.Bundle action) {
        for (int member : action.members()) {
            if (works(walk, member)) {
                return member;
            }
        }
        return OfPorts.NONE;
    }

    private static int heaviestMember(TableWalk walk, OfpAct.Bundle action) {
        FlowKey flow = walk.journey.flow;
        List<Integer> members = action.members();
        if (members.size() > 1) {
            look(flow, walk.journey.mask, action.fields());
        }
        int hash = hash(flow, action.fields(), action.basis());
        int best = -1;
        int bestWeight = 0;
        for (int i = 0; i < members.size(); i++) {
            if (works(walk, members.get(i))) {
                int weight = twoWords(i, hash);
                if (best < 0 || Integer.compareUnsigned(weight, bestWeight) > 0) {
                    best = i;
                    bestWeight = weight;
                }
            }
        }
        return best < 0 ? OfPorts.NONE : members.get(best);
    }

    private static boolean works(TableWalk walk, int port) {
        return switch (port) {
            case OfPorts.IN_PORT, OfPorts.TABLE, OfPorts.NORMAL, OfPorts.FLOOD, OfPorts.ALL, OfPorts.NONE -> true;
            case OfPorts.CONTROLLER -> false;
            default ->
                walk.journey.snapshot.ofNumber(walk.journey.bridge(), port) != null
                        && walk.pipeline().settings().isPortLive(port);
        };
    }

    /** Record that the fields of a hash were looked at. */
    private static void look(FlowKey flow, FlowKey mask, HashFields fields) {
        boolean isIp = Prerequisite.IP.isMet(flow, null);
        boolean isFragment = flow.get(FlowField.IP_FRAG) != 0;
        int protocol = (int) flow.get(FlowField.IP_PROTO);
        switch (fields) {
            case ETH_SRC -> mask.matchAll(FlowField.ETH_SRC);
            case SYMMETRIC_L4 -> lookAtL4(flow, mask, isIp, protocol);
            case SYMMETRIC_L3L4, SYMMETRIC_L3L4_UDP -> {
                addresses(flow, mask, true, true);
                boolean hasPorts = protocol == IpProtocol.TCP
                        || protocol == IpProtocol.SCTP
                        || protocol == IpProtocol.UDP && fields == HashFields.SYMMETRIC_L3L4_UDP;
                if (isIp) {
                    mask.matchAll(FlowField.IP_PROTO);
                }
                if (isIp && hasPorts && !isFragment) {
                    mask.matchAll(FlowField.TP_SRC).matchAll(FlowField.TP_DST);
                }
            }
            case NW_SRC -> addresses(flow, mask, true, false);
            case NW_DST -> addresses(flow, mask, false, true);
            case SYMMETRIC_L3 -> addresses(flow, mask, true, true);
        }
    }

    private static void lookAtL4(FlowKey flow, FlowKey mask, boolean isIp, int protocol) {
        mask.matchAll(FlowField.ETH_SRC).matchAll(FlowField.ETH_DST);
        addresses(flow, mask, true, true);
        if (isIp) {
            mask.matchAll(FlowField.IP_PROTO);
            if (protocol != IpProtocol.UDP) {
                long bits = protocol == IpProtocol.ICMP ? ICMP_BITS : 0xffff;
                mask.set(FlowField.TP_SRC, mask.get(FlowField.TP_SRC) | bits);
                mask.set(FlowField.TP_DST, mask.get(FlowField.TP_DST) | bits);
            }
        }
        long tag = FlowField.VLAN_PRESENT | FlowField.VLAN_VID_MASK;
        mask.set(FlowField.VLAN_TCI, mask.get(FlowField.VLAN_TCI) | tag);
        mask.set(FlowField.INNER_VLAN_TCI, mask.get(FlowField.INNER_VLAN_TCI) | tag);
    }

    private static void addresses(FlowKey flow, FlowKey mask, boolean source, boolean destination) {
        long type = flow.get(FlowField.ETH_TYPE);
        if (type == EtherType.IPV4) {
            if (source) {
                mask.matchAll(FlowField.IPV4_SRC);
            }
            if (destination) {
                mask.matchAll(FlowField.IPV4_DST);
            }
        } else if (type == EtherType.IPV6) {
            if (source) {
                mask.matchAll(FlowField.IPV6_SRC_HIGH).matchAll(FlowField.IPV6_SRC_LOW);
            }
            if (destination) {
                mask.matchAll(FlowField.IPV6_DST_HIGH).matchAll(FlowField.IPV6_DST_LOW);
            }
        }
    }

    private static int hash(FlowKey flow, HashFields fields, int basis) {
        long type = flow.get(FlowField.ETH_TYPE);
        return switch (fields) {
            case ETH_SRC -> OvsHash.jenkins(bytes(6, flow.get(FlowField.ETH_SRC)), basis);
            case SYMMETRIC_L4 -> OvsHash.symmetricL4(flow, new FlowKey(), basis);
            case SYMMETRIC_L3L4 -> l3l4(flow, basis, false);
            case SYMMETRIC_L3L4_UDP -> l3l4(flow, basis, true);
            case NW_SRC ->
                address(
                        type,
                        flow.get(FlowField.IPV4_SRC),
                        flow.get(FlowField.IPV6_SRC_HIGH),
                        flow.get(FlowField.IPV6_SRC_LOW),
                        basis);
            case NW_DST ->
                address(
                        type,
                        flow.get(FlowField.IPV4_DST),
                        flow.get(FlowField.IPV6_DST_HIGH),
                        flow.get(FlowField.IPV6_DST_LOW),
                        basis);
            case SYMMETRIC_L3 -> l3(flow, type, basis);
        };
    }

    private static byte[] bytes(int length, long value) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[length - 1 - i] = (byte) (value >>> 8 * i);
        }
        return bytes;
    }

    private static int address(long type, long ipv4, long high, long low, int basis) {
        if (type == EtherType.IPV4) {
            return OvsHash.jenkins(bytes(4, ipv4), basis);
        }
        if (type == EtherType.IPV6) {
            byte[] both = ByteBuffer.allocate(16).putLong(high).putLong(low).array();
            return OvsHash.jenkins(both, basis);
        }
        return basis;
    }

    /** 20 bytes: room for an IPv6 address, the type, and two unused ones. */
    private static int l3(FlowKey flow, long type, int basis) {
        ByteBuffer fields = ByteBuffer.allocate(20);
        if (type == EtherType.IPV4) {
            fields.putInt((int) (flow.get(FlowField.IPV4_SRC) ^ flow.get(FlowField.IPV4_DST)));
        } else if (type == EtherType.IPV6) {
            fields.putLong(flow.get(FlowField.IPV6_SRC_HIGH) ^ flow.get(FlowField.IPV6_DST_HIGH));
            fields.putLong(flow.get(FlowField.IPV6_SRC_LOW) ^ flow.get(FlowField.IPV6_DST_LOW));
        }
        fields.putShort(16, (short) type);
        return OvsHash.jenkins(fields.array(), basis);
    }

    private static int l3l4(FlowKey flow, int basis, boolean withUdp) {
        long type = flow.get(FlowField.ETH_TYPE);
        int hash = basis;
        if (type == EtherType.IPV4) {
            int both = (int) (flow.get(FlowField.IPV4_SRC) ^ flow.get(FlowField.IPV4_DST));
            hash = OvsHash.add(hash, Integer.reverseBytes(both));
        } else if (type == EtherType.IPV6) {
            hash = addLong(hash, flow.get(FlowField.IPV6_SRC_HIGH) ^ flow.get(FlowField.IPV6_DST_HIGH));
            hash = addLong(hash, flow.get(FlowField.IPV6_SRC_LOW) ^ flow.get(FlowField.IPV6_DST_LOW));
        } else {
            return l2(flow, basis);
        }
        int protocol = (int) flow.get(FlowField.IP_PROTO);
        hash = OvsHash.add(hash, protocol);
        boolean hasPorts =
                protocol == IpProtocol.TCP || protocol == IpProtocol.SCTP || withUdp && protocol == IpProtocol.UDP;
        if (flow.get(FlowField.IP_FRAG) == 0 && hasPorts) {
            short both = (short) (flow.get(FlowField.TP_SRC) ^ flow.get(FlowField.TP_DST));
            hash = OvsHash.add(hash, Short.reverseBytes(both) & 0xffff);
        }
        return OvsHash.finish(hash, basis);
    }

    private static int addLong(int hash, long networkOrder) {
        long word = Long.reverseBytes(networkOrder);
        return OvsHash.add(OvsHash.add(hash, (int) word), (int) (word >>> Integer.SIZE));
    }

    /** Three words: type, VLAN, addresses, padding. */
    private static int l2(FlowKey flow, int basis) {
        long tag = (flow.get(FlowField.VLAN_TCI) ^ flow.get(FlowField.INNER_VLAN_TCI)) & FlowField.VLAN_VID_MASK;
        long addresses = flow.get(FlowField.ETH_SRC) ^ flow.get(FlowField.ETH_DST);
        ByteBuffer fields = ByteBuffer.allocate(12);
        fields.putShort((short) flow.get(FlowField.ETH_TYPE))
                .putShort((short) tag)
                .putLong(addresses << 16);
        int hash = basis;
        for (int i = 0; i < 12; i += 4) {
            hash = OvsHash.add(hash, Integer.reverseBytes(fields.getInt(i)));
        }
        return OvsHash.finish(hash, basis);
    }
}
