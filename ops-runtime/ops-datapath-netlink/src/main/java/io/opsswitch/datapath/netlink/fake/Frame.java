/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.datapath.packet.PacketParser;
import java.nio.ByteBuffer;
import java.util.Arrays;

/** A packet on its way: bytes, and what is known of it besides them. Used by one thread. */
final class Frame {
    /** Bytes of an Ethernet header. */
    static final int ETHERNET = 14;

    private static final FlowField[] METADATA = {
        FlowField.SKB_PRIORITY, FlowField.PKT_MARK, FlowField.DP_HASH, FlowField.RECIRC_ID, FlowField.IN_PORT
    };

    private byte[] bytes;
    private final FlowKey metadata = new FlowKey();
    /** Ethertype of a packet without Ethernet header, or 0. */
    private int naked;

    private int mostBytes = Integer.MAX_VALUE;

    Frame(byte[] bytes, FlowKey from, int inPort) {
        this.bytes = bytes.clone();
        for (FlowField field : METADATA) {
            metadata.set(field, from.get(field));
        }
        for (FlowField field : FlowField.values()) {
            if (field.name().startsWith("CT_") || field.name().startsWith("TUN_")) {
                metadata.set(field, from.get(field));
            }
        }
        for (int i = FlowKey.TUNNEL_OPTIONS_WORD; i < FlowKey.PIPELINE_WORD; i++) {
            metadata.setWord(i, from.word(i));
        }
        metadata.set(FlowField.IN_PORT, inPort);
    }

    private Frame(Frame other) {
        bytes = other.bytes.clone();
        metadata.copyFrom(other.metadata);
        naked = other.naked;
        mostBytes = other.mostBytes;
    }

    Frame copy() {
        return new Frame(this);
    }

    FlowKey metadata() {
        return metadata;
    }

    byte[] bytes() {
        return bytes;
    }

    void setBytes(byte[] changed) {
        bytes = changed;
    }

    int length() {
        return bytes.length;
    }

    void cutTo(int most) {
        mostBytes = most;
    }

    /** Return the bytes to send, cut if an action said so; that counts once. */
    byte[] leaving() {
        byte[] leaving = bytes.length > mostBytes ? Arrays.copyOf(bytes, mostBytes) : bytes.clone();
        mostBytes = Integer.MAX_VALUE;
        return leaving;
    }

    boolean isNaked() {
        return naked != 0;
    }

    int naked() {
        return naked;
    }

    void setNaked(int etherType) {
        naked = etherType;
    }

    /** Extract its key. */
    FlowKey key() {
        FlowKey key = new FlowKey();
        byte[] parsed = bytes;
        if (naked != 0) {
            parsed = new byte[bytes.length + ETHERNET];
            parsed[12] = (byte) (naked >>> 8);
            parsed[13] = (byte) naked;
            System.arraycopy(bytes, 0, parsed, ETHERNET, bytes.length);
        }
        PacketParser.parse(ByteBuffer.wrap(parsed), 0, parsed.length, (int) metadata.get(FlowField.IN_PORT), key);
        for (int i = 0; i < metadata.extent(); i++) {
            key.setWord(i, key.word(i) | metadata.word(i));
        }
        if (naked != 0) {
            key.set(FlowField.PACKET_TYPE, 1 << 16 | naked);
        }
        return key;
    }

    int u8(int at) {
        return at < bytes.length ? bytes[at] & 0xff : 0;
    }

    int u16(int at) {
        return u8(at) << 8 | u8(at + 1);
    }

    void put(int at, int size, long value) {
        for (int i = 0; i < size && at + i < bytes.length; i++) {
            bytes[at + i] = (byte) (value >>> 8 * (size - 1 - i));
        }
    }

    long get(int at, int size) {
        long value = 0;
        for (int i = 0; i < size; i++) {
            value = value << 8 | u8(at + i);
        }
        return value;
    }

    /** Return where the Ethertype behind all tags is; -2 without an Ethernet header. */
    int typeOffset() {
        if (naked != 0) {
            return -2;
        }
        int at = ETHERNET - 2;
        while (EtherType.isVlan(u16(at)) && at + 6 <= bytes.length) {
            at += 4;
        }
        return at;
    }

    int etherType() {
        return naked != 0 ? naked : u16(typeOffset());
    }

    /** Put bytes of 0 in at a place. */
    void insert(int at, int count) {
        byte[] longer = new byte[bytes.length + count];
        System.arraycopy(bytes, 0, longer, 0, at);
        System.arraycopy(bytes, at, longer, at + count, bytes.length - at);
        bytes = longer;
    }

    void remove(int at, int count) {
        int removed = Math.min(count, bytes.length - at);
        byte[] shorter = new byte[bytes.length - removed];
        System.arraycopy(bytes, 0, shorter, 0, at);
        System.arraycopy(bytes, at + removed, shorter, at, shorter.length - at);
        bytes = shorter;
    }
}
