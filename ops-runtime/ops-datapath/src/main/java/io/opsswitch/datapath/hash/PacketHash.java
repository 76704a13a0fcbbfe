/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.hash;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.IpProtocol;

/**
 * The hashes of the action {@link Action#HASH}, the same as in Open vSwitch's userspace datapath, so that packets take the
 * same buckets here. Allocates nothing. Stateless.
 */
public final class PacketHash {

    private static final int LAST = 42;
    private static final long FRAGMENT_BITS = 3;

    private PacketHash() {}

    /**
     * Return the hash by one of the algorithms {@link Action#HASH_L4} and {@link Action#HASH_SYMMETRIC_L4}.
     *
     * @throws IllegalArgumentException if it is another one
     */
    public static int of(int algorithm, FlowKey key, int basis) {
        return switch (algorithm) {
            case Action.HASH_L4 -> OvsHash.ofInt(fiveTuple(key), basis);
            case Action.HASH_SYMMETRIC_L4 -> symmetric(key, basis);
            default -> throw new IllegalArgumentException("no hash algorithm has the number " + algorithm);
        };
    }

    /** Return the hash of addresses, protocol and ports under the basis 0. */
    public static int fiveTuple(FlowKey key) {
        int hash = 0;
        long type = key.get(FlowField.ETH_TYPE);
        if (type == EtherType.IPV6) {
            for (int i = FlowField.IPV6_SRC_HIGH.word(); i <= FlowField.IPV6_DST_LOW.word(); i++) {
                hash = addLong(hash, key.word(i));
            }
        } else if (type == EtherType.IPV4 || type == EtherType.ARP) {
            hash = addInt(hash, (int) key.get(FlowField.IPV4_SRC));
            hash = addInt(hash, (int) key.get(FlowField.IPV4_DST));
        } else {
            return OvsHash.finish(hash, LAST);
        }
        int protocol = (int) key.get(FlowField.IP_PROTO);
        hash = OvsHash.add(hash, protocol);
        switch (protocol) {
            case IpProtocol.TCP, IpProtocol.UDP, IpProtocol.SCTP, IpProtocol.ICMP, IpProtocol.ICMPV6 ->
                hash = addInt(hash, (int) (key.get(FlowField.TP_SRC) << Short.SIZE | key.get(FlowField.TP_DST)));
            default -> {
                // No ports.
            }
        }
        return OvsHash.finish(hash, LAST);
    }

    /** Hash addresses, protocol and ports (not those of UDP), the same for both directions of a connection. */
    private static int symmetric(FlowKey key, int basis) {
        int hash = basis;
        long type = key.get(FlowField.ETH_TYPE);
        if (type == EtherType.IPV4) {
            hash = addInt(hash, (int) (key.get(FlowField.IPV4_SRC) ^ key.get(FlowField.IPV4_DST)));
        } else if (type == EtherType.IPV6) {
            hash = addLong(hash, key.get(FlowField.IPV6_SRC_HIGH) ^ key.get(FlowField.IPV6_DST_HIGH));
            hash = addLong(hash, key.get(FlowField.IPV6_SRC_LOW) ^ key.get(FlowField.IPV6_DST_LOW));
        } else {
            return symmetricEthernet(key, type, basis);
        }
        int protocol = (int) key.get(FlowField.IP_PROTO);
        hash = OvsHash.add(hash, protocol);
        if ((key.get(FlowField.IP_FRAG) & FRAGMENT_BITS) == 0
                && (protocol == IpProtocol.TCP || protocol == IpProtocol.SCTP)) {
            short ports = (short) (key.get(FlowField.TP_SRC) ^ key.get(FlowField.TP_DST));
            hash = OvsHash.add(hash, Short.reverseBytes(ports) & 0xffff);
        }
        return OvsHash.finish(hash, basis);
    }

    private static int symmetricEthernet(FlowKey key, long type, int basis) {
        long vlan = (key.get(FlowField.VLAN_TCI) ^ key.get(FlowField.INNER_VLAN_TCI)) & FlowField.VLAN_VID_MASK;
        long addresses = key.get(FlowField.ETH_SRC) ^ key.get(FlowField.ETH_DST);
        int hash = addInt(basis, (int) (type << Short.SIZE | vlan));
        hash = addInt(hash, (int) (addresses >>> Short.SIZE));
        hash = addInt(hash, (int) (addresses << Short.SIZE));
        return OvsHash.finish(hash, basis);
    }

    /** Add four bytes, the first one in the highest bits. */
    private static int addInt(int hash, int bytes) {
        return OvsHash.add(hash, Integer.reverseBytes(bytes));
    }

    /** Add eight bytes. */
    private static int addLong(int hash, long bytes) {
        return addInt(addInt(hash, (int) (bytes >>> Integer.SIZE)), (int) bytes);
    }
}
