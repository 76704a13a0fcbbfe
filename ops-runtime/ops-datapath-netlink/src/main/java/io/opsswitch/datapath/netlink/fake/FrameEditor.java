/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;

/** Does to frames what actions say. A header that a frame does not have is not changed. */
final class FrameEditor {
    private static final int NSH = 0x894f;
    private static final int MPLS = 0x8847;
    private static final int MPLS_MULTICAST = 0x8848;

    private FrameEditor() {}

    static void set(Frame frame, Actions actions, int at) {
        FlowKey value = new FlowKey();
        FlowKey mask = new FlowKey();
        for (int i = 0; i < actions.setCount(at); i++) {
            value.setWord(actions.setWord(at, i), actions.setValue(at, i));
            mask.setWord(actions.setWord(at, i), actions.setMask(at, i));
        }
        KeyGroup group = actions.setGroup(at);
        int network = frame.typeOffset() + 2;
        int type = frame.etherType();
        switch (group) {
            case PRIORITY, SKB_MARK, TUNNEL -> metadata(frame.metadata(), value, mask);
            case ETHERNET -> {
                if (!frame.isNaked()) {
                    field(frame, 0, 6, FlowField.ETH_DST, value, mask);
                    field(frame, 6, 6, FlowField.ETH_SRC, value, mask);
                }
            }
            case IPV4 -> {
                if (type == EtherType.IPV4) {
                    field(frame, network + 1, 1, FlowField.IP_TOS, value, mask);
                    field(frame, network + 8, 1, FlowField.IP_TTL, value, mask);
                    field(frame, network + 12, 4, FlowField.IPV4_SRC, value, mask);
                    field(frame, network + 16, 4, FlowField.IPV4_DST, value, mask);
                }
            }
            case IPV6 -> {
                if (type == EtherType.IPV6) {
                    ipv6(frame, network, value, mask);
                }
            }
            case TCP, UDP, SCTP -> ports(frame, network, type, group, value, mask);
            case MPLS -> {
                if (type == MPLS || type == MPLS_MULTICAST) {
                    field(frame, network, 4, FlowField.MPLS_LSE_0, value, mask);
                }
            }
            case NSH -> {
                if (type == NSH) {
                    nsh(frame, network, value, mask);
                }
            }
            default -> throw new IllegalStateException(group + " cannot be set");
        }
        Checksums.update(frame);
    }

    private static void metadata(FlowKey metadata, FlowKey value, FlowKey mask) {
        for (int i = 0; i < mask.extent(); i++) {
            if (mask.word(i) != 0) {
                metadata.setWord(i, metadata.word(i) & ~mask.word(i) | value.word(i));
            }
        }
    }

    private static void field(Frame frame, int at, int size, FlowField field, FlowKey value, FlowKey mask) {
        long bits = mask.get(field);
        if (bits != 0) {
            frame.put(at, size, frame.get(at, size) & ~bits | value.get(field) & bits);
        }
    }

    private static void ipv6(Frame frame, int at, FlowKey value, FlowKey mask) {
        long label = mask.get(FlowField.IPV6_LABEL) & 0xfffff;
        long tos = mask.get(FlowField.IP_TOS);
        long bits = label | tos << 20;
        long set = value.get(FlowField.IPV6_LABEL) & 0xfffff | value.get(FlowField.IP_TOS) << 20;
        frame.put(at, 4, frame.get(at, 4) & ~bits | set & bits);
        field(frame, at + 7, 1, FlowField.IP_TTL, value, mask);
        field(frame, at + 8, 8, FlowField.IPV6_SRC_HIGH, value, mask);
        field(frame, at + 16, 8, FlowField.IPV6_SRC_LOW, value, mask);
        field(frame, at + 24, 8, FlowField.IPV6_DST_HIGH, value, mask);
        field(frame, at + 32, 8, FlowField.IPV6_DST_LOW, value, mask);
    }

    private static void ports(Frame frame, int network, int type, KeyGroup group, FlowKey value, FlowKey mask) {
        int protocol = switch (group) {
            case TCP -> IpProtocol.TCP;
            case UDP -> IpProtocol.UDP;
            default -> IpProtocol.SCTP;
        };
        int at;
        if (type == EtherType.IPV4 && frame.u8(network + 9) == protocol && (frame.u16(network + 6) & 0x1fff) == 0) {
            at = network + (frame.u8(network) & 0xf) * 4;
        } else if (type == EtherType.IPV6 && frame.u8(network + 6) == protocol) {
            at = network + 40;
        } else {
            return;
        }
        field(frame, at, 2, FlowField.TP_SRC, value, mask);
        field(frame, at + 2, 2, FlowField.TP_DST, value, mask);
    }

    /** Change source or destination of an IPv4 packet, and the port if its protocol has such. */
    static void translate(Frame frame, boolean source, long address, int port) {
        int network = frame.typeOffset() + 2;
        frame.put(network + (source ? 12 : 16), 4, address);
        if (Translator.hasPorts(frame.u8(network + 9)) && (frame.u16(network + 6) & 0x1fff) == 0) {
            int at = network + (frame.u8(network) & 0xf) * 4;
            frame.put(source ? at : at + 2, 2, port);
        }
        Checksums.update(frame);
    }

    private static void nsh(Frame frame, int at, FlowKey value, FlowKey mask) {
        // Two and six bits of fields that have eight.
        long flags = (mask.get(FlowField.NSH_FLAGS) & 0x3) << 12 | (mask.get(FlowField.NSH_TTL) & 0x3f) << 6;
        long set = value.get(FlowField.NSH_FLAGS) << 12 | value.get(FlowField.NSH_TTL) << 6;
        frame.put(at, 2, frame.get(at, 2) & ~flags | set & flags);
        field(frame, at + 4, 4, FlowField.NSH_PATH, value, mask);
        if (frame.u8(at + 2) == 1) {
            field(frame, at + 8, 4, FlowField.NSH_C1, value, mask);
            field(frame, at + 12, 4, FlowField.NSH_C2, value, mask);
            field(frame, at + 16, 4, FlowField.NSH_C3, value, mask);
            field(frame, at + 20, 4, FlowField.NSH_C4, value, mask);
        }
    }

    static void pushVlan(Frame frame, int tpid, int tci) {
        if (!frame.isNaked()) {
            frame.insert(12, 4);
            frame.put(12, 2, tpid);
            frame.put(14, 2, tci);
        }
    }

    static void popVlan(Frame frame) {
        if (!frame.isNaked() && EtherType.isVlan(frame.u16(12))) {
            frame.remove(12, 4);
        }
    }

    static void pushMpls(Frame frame, int entry, int type) {
        int at = frame.typeOffset();
        frame.insert(at + 2, 4);
        frame.put(at + 2, 4, entry);
        setType(frame, at, type);
    }

    static void popMpls(Frame frame, int type) {
        int at = frame.typeOffset();
        if (frame.etherType() == MPLS || frame.etherType() == MPLS_MULTICAST) {
            frame.remove(at + 2, 4);
            setType(frame, at, type);
        }
    }

    private static void setType(Frame frame, int at, int type) {
        if (frame.isNaked()) {
            frame.setNaked(type);
        } else {
            frame.put(at, 2, type);
        }
    }

    static void addMpls(Frame frame, int entry, int type, int flags) {
        if ((flags & 1) != 0) {
            pushMpls(frame, entry, type);
            return;
        }
        // In front of the whole frame, which is then the payload of a packet without Ethernet header.
        frame.insert(0, 4);
        frame.put(0, 4, entry);
        frame.setNaked(type);
    }

    static void pushEthernet(Frame frame, long destination, long source) {
        if (frame.isNaked()) {
            int type = frame.naked();
            frame.insert(0, Frame.ETHERNET);
            frame.put(0, 6, destination);
            frame.put(6, 6, source);
            frame.put(12, 2, type);
            frame.setNaked(0);
        }
    }

    static void popEthernet(Frame frame) {
        if (!frame.isNaked() && !EtherType.isVlan(frame.u16(12))) {
            frame.setNaked(frame.u16(12));
            frame.remove(0, Frame.ETHERNET);
        }
    }

    static void pushNsh(Frame frame, Action.Nsh nsh) {
        int next = frame.isNaked() ? nsh.nextProtocol() : 3;
        int length = 8 + nsh.metadata().length;
        frame.insert(0, length);
        frame.put(0, 2, (long) nsh.flags() << 12 | nsh.ttl() << 6 | length / 4);
        frame.put(2, 1, nsh.mdType());
        frame.put(3, 1, next);
        frame.put(4, 4, nsh.path());
        System.arraycopy(nsh.metadata(), 0, frame.bytes(), 8, nsh.metadata().length);
        frame.setNaked(NSH);
    }

    static void popNsh(Frame frame) {
        if (frame.naked() != NSH) {
            return;
        }
        int next = frame.u8(3);
        frame.remove(0, (frame.u16(0) & 0x3f) * 4);
        frame.setNaked(
                switch (next) {
                    case 1 -> EtherType.IPV4;
                    case 2 -> EtherType.IPV6;
                    case 4 -> NSH;
                    case 5 -> MPLS;
                    default -> 0;
                });
    }

    /** Lower the time to live; return whether it has run out. */
    static boolean decTtl(Frame frame) {
        int network = frame.typeOffset() + 2;
        int at;
        if (frame.etherType() == EtherType.IPV4) {
            at = network + 8;
        } else if (frame.etherType() == EtherType.IPV6) {
            at = network + 7;
        } else {
            return false;
        }
        int ttl = frame.u8(at);
        if (ttl <= 1) {
            return true;
        }
        frame.put(at, 1, ttl - 1);
        Checksums.update(frame);
        return false;
    }
}
