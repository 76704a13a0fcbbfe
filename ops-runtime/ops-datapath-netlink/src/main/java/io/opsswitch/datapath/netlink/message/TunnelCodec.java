/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import static io.opsswitch.datapath.FlowField.TUN_CSUM;
import static io.opsswitch.datapath.FlowField.TUN_DONT_FRAGMENT;
import static io.opsswitch.datapath.FlowField.TUN_KEY;
import static io.opsswitch.datapath.FlowField.TUN_OAM;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.transport.NetlinkException;

/**
 * Writes and reads the outer header of a tunnel. Flags are attributes without payload; the flag "has a key" is the
 * attribute of the key itself. A mask of options has as many bytes as the options of the key.
 */
final class TunnelCodec {
    private static final int GBP_FLAGS_SHIFT = 16;
    private static final int ERSPAN_V1 = 1;
    private static final int ERSPAN_V2 = 2;

    private TunnelCodec() {}

    /** Return whether a key is that of a packet out of a tunnel. */
    static boolean isSet(FlowKey key) {
        return key.word(FlowField.TUN_IPV4_SRC.word()) != 0
                || (key.word(FlowField.TUN_IPV6_SRC_HIGH.word())
                                | key.word(FlowField.TUN_IPV6_SRC_LOW.word())
                                | key.word(FlowField.TUN_IPV6_DST_HIGH.word())
                                | key.word(FlowField.TUN_IPV6_DST_LOW.word()))
                        != 0;
    }

    static void write(MessageWriter writer, int number, FlowKey data, FlowKey key, boolean mask)
            throws NetlinkException {
        writer.open(number);
        int flags = (int) data.get(FlowField.TUN_FLAGS);
        if ((flags & TUN_KEY) != 0 || data.get(FlowField.TUN_ID) != 0) {
            writer.putStruct(TunnelTable.ID, data, mask);
        }
        unlessZero(writer, TunnelTable.IPV4_SRC, data, mask, data.get(FlowField.TUN_IPV4_SRC));
        unlessZero(writer, TunnelTable.IPV4_DST, data, mask, data.get(FlowField.TUN_IPV4_DST));
        long source = data.get(FlowField.TUN_IPV6_SRC_HIGH) | data.get(FlowField.TUN_IPV6_SRC_LOW);
        unlessZero(writer, TunnelTable.IPV6_SRC, data, mask, source);
        long destination = data.get(FlowField.TUN_IPV6_DST_HIGH) | data.get(FlowField.TUN_IPV6_DST_LOW);
        unlessZero(writer, TunnelTable.IPV6_DST, data, mask, destination);
        unlessZero(writer, TunnelTable.TOS, data, mask, data.get(FlowField.TUN_TOS));
        writer.putStruct(TunnelTable.TTL, data, mask);
        flag(writer, TunnelTable.DONT_FRAGMENT, flags & TUN_DONT_FRAGMENT);
        flag(writer, TunnelTable.CSUM, flags & TUN_CSUM);
        unlessZero(writer, TunnelTable.TP_SRC, data, mask, data.get(FlowField.TUN_TP_SRC));
        unlessZero(writer, TunnelTable.TP_DST, data, mask, data.get(FlowField.TUN_TP_DST));
        flag(writer, TunnelTable.OAM, flags & TUN_OAM);
        long gbp = data.get(FlowField.TUN_GBP_FLAGS) << GBP_FLAGS_SHIFT | data.get(FlowField.TUN_GBP_ID);
        if (gbp != 0) {
            writer.open(TunnelTable.VXLAN_OPTS);
            writer.put(TunnelTable.VXLAN_GBP, gbp);
            writer.close();
        }
        options(writer, data, key, mask);
        erspan(writer, data, key);
        unlessZero(
                writer,
                TunnelTable.GTPU_OPTS,
                data,
                mask,
                data.get(FlowField.TUN_GTPU_FLAGS) | data.get(FlowField.TUN_GTPU_MSGTYPE));
        writer.close();
    }

    private static void flag(MessageWriter writer, int number, int flag) throws NetlinkException {
        if (flag != 0) {
            writer.putFlag(number);
        }
    }

    private static void unlessZero(MessageWriter writer, int number, FlowKey data, boolean mask, long value)
            throws NetlinkException {
        if (value != 0) {
            writer.putStruct(number, data, mask);
        }
    }

    private static void options(MessageWriter writer, FlowKey data, FlowKey key, boolean mask) throws NetlinkException {
        int length = (int) key.get(FlowField.TUN_OPTIONS_LENGTH);
        boolean wanted = mask ? data.get(FlowField.TUN_OPTIONS_LENGTH) != 0 : length > 0;
        for (int i = 0; mask && !wanted && i < length; i += Long.BYTES) {
            wanted = data.word(FlowKey.TUNNEL_OPTIONS_WORD + i / Long.BYTES) != 0;
        }
        if (wanted) {
            int payload = writer.putRoom(TunnelTable.GENEVE_OPTS, length);
            for (int i = 0; i < length; i += Integer.BYTES) {
                long word = data.word(FlowKey.TUNNEL_OPTIONS_WORD + i / Long.BYTES);
                Numbers.write(writer.buffer(), payload + i, 4, true, (i & 4) == 0 ? word >>> 32 : word);
            }
        }
    }

    private static void erspan(MessageWriter writer, FlowKey data, FlowKey key) throws NetlinkException {
        int version = (int) key.get(FlowField.TUN_ERSPAN_VERSION);
        if (version != ERSPAN_V1 && version != ERSPAN_V2 || data.get(FlowField.TUN_ERSPAN_VERSION) == 0) {
            return;
        }
        int struct = writer.putStruct(TunnelTable.ERSPAN_OPTS);
        writer.member(TunnelTable.ERSPAN, struct, 0, data.get(FlowField.TUN_ERSPAN_VERSION));
        if (version == ERSPAN_V1) {
            writer.member(TunnelTable.ERSPAN, struct, 1, data.get(FlowField.TUN_ERSPAN_IDX));
        } else {
            long hardware = data.get(FlowField.TUN_ERSPAN_HWID);
            long direction = data.get(FlowField.TUN_ERSPAN_DIR) & 1;
            long value = (hardware >>> 4 & 3) << 8 | (hardware & 0xf) << 4 | direction << 3;
            writer.member(TunnelTable.ERSPAN, struct, 2, value);
        }
    }

    /** Read the nest at which the reader stands. */
    static Fitness read(MessageReader reader, FlowKey into, boolean mask) throws MalformedMessageException {
        int flags = 0;
        boolean hasTtl = false;
        Fitness fitness = Fitness.PERFECT;
        reader.enter();
        while (reader.next()) {
            switch (reader.type()) {
                case TunnelTable.ID -> {
                    reader.readStruct(into, mask);
                    flags |= TUN_KEY;
                }
                case TunnelTable.IPV4_SRC,
                        TunnelTable.IPV4_DST,
                        TunnelTable.IPV6_SRC,
                        TunnelTable.IPV6_DST,
                        TunnelTable.TOS,
                        TunnelTable.TP_SRC,
                        TunnelTable.TP_DST,
                        TunnelTable.GTPU_OPTS -> reader.readStruct(into, mask);
                case TunnelTable.TTL -> {
                    reader.readStruct(into, mask);
                    hasTtl = true;
                }
                case TunnelTable.DONT_FRAGMENT -> flags |= TUN_DONT_FRAGMENT;
                case TunnelTable.CSUM -> flags |= TUN_CSUM;
                case TunnelTable.OAM -> flags |= TUN_OAM;
                case TunnelTable.GENEVE_OPTS -> readOptions(reader, into, mask);
                case TunnelTable.VXLAN_OPTS -> fitness = fitness.and(readGbp(reader, into));
                case TunnelTable.ERSPAN_OPTS -> readErspan(reader, into);
                case TunnelTable.PAD -> {
                    // Nothing in it.
                }
                default -> fitness = Fitness.TOO_MUCH;
            }
        }
        reader.leave();
        if (!hasTtl) {
            throw reader.fail("lacks the time to live");
        }
        into.set(FlowField.TUN_FLAGS, flags);
        return fitness;
    }

    private static void readOptions(MessageReader reader, FlowKey into, boolean mask) {
        int length = reader.length();
        if (mask) {
            into.matchAll(FlowField.TUN_OPTIONS_LENGTH);
        } else {
            into.set(FlowField.TUN_OPTIONS_LENGTH, length);
        }
        for (int i = 0; i < length; i += Integer.BYTES) {
            int index = FlowKey.TUNNEL_OPTIONS_WORD + i / Long.BYTES;
            long half = Numbers.read(reader.buffer(), reader.payload() + i, 4, true);
            into.setWord(index, (i & 4) == 0 ? half << 32 : into.word(index) | half);
        }
    }

    private static Fitness readGbp(MessageReader reader, FlowKey into) throws MalformedMessageException {
        Fitness fitness = Fitness.PERFECT;
        reader.enter();
        while (reader.next()) {
            if (reader.type() == TunnelTable.VXLAN_GBP) {
                into.set(FlowField.TUN_GBP_ID, reader.getInt());
                into.set(FlowField.TUN_GBP_FLAGS, reader.getInt() >>> GBP_FLAGS_SHIFT);
            } else {
                fitness = Fitness.TOO_MUCH;
            }
        }
        reader.leave();
        return fitness;
    }

    /** The union is read both ways: only the fields of the version that a packet has are ever looked at. */
    private static void readErspan(MessageReader reader, FlowKey into) {
        long version = reader.member(TunnelTable.ERSPAN, 0);
        into.set(FlowField.TUN_ERSPAN_VERSION, version);
        if (version != ERSPAN_V2) {
            into.set(FlowField.TUN_ERSPAN_IDX, reader.member(TunnelTable.ERSPAN, 1));
        }
        if (version != ERSPAN_V1) {
            long value = reader.member(TunnelTable.ERSPAN, 2);
            into.set(FlowField.TUN_ERSPAN_HWID, (value >>> 8 & 3) << 4 | value >>> 4 & 0xf);
            into.set(FlowField.TUN_ERSPAN_DIR, value >>> 3 & 1);
        }
    }
}
