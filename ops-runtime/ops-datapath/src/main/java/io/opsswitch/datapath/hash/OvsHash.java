/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.hash;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;

/**
 * The hashes by which Open vSwitch selects, so that packets take the same buckets here: the mixing functions of
 * MurmurHash3 (as its builds for plain x86-64 have them), and Jenkins' lookup3 where the value has been visible for long.
 * Words are taken from bytes in the order of x86.
 */
public final class OvsHash {

    private static final int MEMORY_OF_L4 = 32;
    private static final long ETH_TYPE_IPV4 = 0x0800;
    private static final long ETH_TYPE_IPV6 = 0x86dd;
    private static final int ICMP = 1;
    private static final int TCP = 6;
    private static final int UDP = 17;
    private static final int SCTP = 132;
    private static final int ICMP_BITS = 0xff;

    private OvsHash() {}

    /** Add a word to a hash that is under way. */
    public static int add(int hash, int word) {
        int mixed = hash ^ Integer.rotateLeft(word * 0xcc9e2d51, 15) * 0x1b873593;
        return Integer.rotateLeft(mixed, 13) * 5 + 0xe6546b64;
    }

    /** Finish a hash with a last number, usually the count of bytes. */
    public static int finish(int hash, int last) {
        int mixed = hash ^ last;
        mixed = (mixed ^ mixed >>> 16) * 0x85ebca6b;
        mixed = (mixed ^ mixed >>> 13) * 0xc2b2ae35;
        return mixed ^ mixed >>> 16;
    }

    /** Hash a number. */
    public static int ofInt(int number, int basis) {
        return finish(add(add(number, 0), basis), 8);
    }

    /** Hash a number of 64 bits. */
    public static int ofLong(long number) {
        return finish(add(add(0, (int) number), (int) (number >>> Integer.SIZE)), 8);
    }

    /** Hash bytes. */
    public static int ofBytes(byte[] bytes, int basis) {
        int hash = basis;
        for (int i = 0; i < bytes.length; i += Integer.BYTES) {
            hash = add(hash, word(bytes, i));
        }
        return finish(hash, bytes.length);
    }

    /** Hash bytes as Jenkins' lookup3 does. */
    public static int jenkins(byte[] bytes, int basis) {
        int a = 0xdeadbeef + bytes.length + basis;
        int b = a;
        int c = a;
        int at = 0;
        for (; bytes.length - at >= 12; at += 12) {
            a += word(bytes, at);
            b += word(bytes, at + 4);
            c += word(bytes, at + 8);
            a = a - c ^ Integer.rotateLeft(c, 4);
            c += b;
            b = b - a ^ Integer.rotateLeft(a, 6);
            a += c;
            c = c - b ^ Integer.rotateLeft(b, 8);
            b += a;
            a = a - c ^ Integer.rotateLeft(c, 16);
            c += b;
            b = b - a ^ Integer.rotateLeft(a, 19);
            a += c;
            c = c - b ^ Integer.rotateLeft(b, 4);
            b += a;
        }
        if (at == bytes.length) {
            return c;
        }
        a += word(bytes, at);
        b += word(bytes, at + 4);
        c += word(bytes, at + 8);
        c = (c ^ b) - Integer.rotateLeft(b, 14);
        a = (a ^ c) - Integer.rotateLeft(c, 11);
        b = (b ^ a) - Integer.rotateLeft(a, 25);
        c = (c ^ b) - Integer.rotateLeft(b, 16);
        a = (a ^ c) - Integer.rotateLeft(c, 4);
        b = (b ^ a) - Integer.rotateLeft(a, 14);
        return (c ^ b) - Integer.rotateLeft(b, 24);
    }

    /** Return four bytes, those behind the end being 0. */
    private static int word(byte[] bytes, int at) {
        int word = 0;
        for (int i = Math.min(at + Integer.BYTES, bytes.length) - 1; i >= at; i--) {
            word = word << Byte.SIZE | bytes[i] & 0xff;
        }
        return word;
    }

    /**
     * Hash addresses, VLAN and ports (not those of UDP) of a packet, the same for both directions of a connection.
     *
     * @param looked gets the bits that were looked at
     */
    public static int symmetricL4(FlowKey key, FlowKey looked, int basis) {
        byte[] memory = new byte[MEMORY_OF_L4];
        put(memory, 22, 6, key.get(FlowField.ETH_SRC) ^ key.get(FlowField.ETH_DST));
        looked.matchAll(FlowField.ETH_SRC).matchAll(FlowField.ETH_DST);
        long vlan = key.get(FlowField.VLAN_TCI) ^ key.get(FlowField.INNER_VLAN_TCI);
        put(memory, 18, 2, vlan & FlowField.VLAN_VID_MASK);
        lookAt(looked, FlowField.VLAN_TCI, FlowField.VLAN_PRESENT | FlowField.VLAN_VID_MASK);
        lookAt(looked, FlowField.INNER_VLAN_TCI, FlowField.VLAN_PRESENT | FlowField.VLAN_VID_MASK);
        long type = key.get(FlowField.ETH_TYPE);
        put(memory, 16, 2, type);
        if (type == ETH_TYPE_IPV4) {
            put(memory, 0, 4, key.get(FlowField.IPV4_SRC) ^ key.get(FlowField.IPV4_DST));
            looked.matchAll(FlowField.IPV4_SRC).matchAll(FlowField.IPV4_DST);
            transport(key, looked, memory);
        } else if (type == ETH_TYPE_IPV6) {
            put(memory, 0, 8, key.get(FlowField.IPV6_SRC_HIGH) ^ key.get(FlowField.IPV6_DST_HIGH));
            put(memory, 8, 8, key.get(FlowField.IPV6_SRC_LOW) ^ key.get(FlowField.IPV6_DST_LOW));
            looked.matchAll(FlowField.IPV6_SRC_HIGH).matchAll(FlowField.IPV6_SRC_LOW);
            looked.matchAll(FlowField.IPV6_DST_HIGH).matchAll(FlowField.IPV6_DST_LOW);
            transport(key, looked, memory);
        }
        return jenkins(memory, basis);
    }

    private static void transport(FlowKey key, FlowKey looked, byte[] memory) {
        int protocol = (int) key.get(FlowField.IP_PROTO);
        looked.matchAll(FlowField.IP_PROTO);
        put(memory, 28, 1, protocol);
        if (protocol == TCP || protocol == SCTP) {
            put(memory, 20, 2, key.get(FlowField.TP_SRC) ^ key.get(FlowField.TP_DST));
        }
        if (protocol != UDP) {
            boolean isIcmp = protocol == ICMP;
            lookAt(looked, FlowField.TP_SRC, isIcmp ? ICMP_BITS : -1);
            lookAt(looked, FlowField.TP_DST, isIcmp ? ICMP_BITS : -1);
        }
    }

    private static void lookAt(FlowKey looked, FlowField field, long bits) {
        looked.set(field, looked.get(field) | bits);
    }

    private static void put(byte[] memory, int at, int length, long value) {
        for (int i = 0; i < length; i++) {
            memory[at + i] = (byte) (value >>> Byte.SIZE * (length - 1 - i));
        }
    }
}
