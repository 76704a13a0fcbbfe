/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.TlvLayout;
import io.opsswitch.openflow.message.extension.TlvMapping;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The options of tunnels (RFC 8926, 3.5) in the two forms that keys have them in: as they are on the wire, which is what
 * datapaths know, and as the fields {@code tun_metadata} of a bridge, each in a place of its own. Both are in the same
 * words; in the first form there is a length, in the second there are bits that tell which fields are there. Stateless.
 */
public final class TunnelOptions {

    static final int PRESENT = TlvLayout.PRESENT_WORD;

    private static final int HEADER = 4;
    private static final int CRITICAL = 0x80;
    private static final int LENGTH_BITS = 0x1f;

    private TunnelOptions() {}

    /**
     * Bring the options of a packet of the datapath into the form of a bridge.
     *
     * @return false if they are damaged, contradict the bridge's table, or one that must be understood is not in the table
     */
    public static boolean toFields(FlowKey key, PipelineSettings settings) {
        int length = (int) key.get(FlowField.TUN_OPTIONS_LENGTH);
        if (length == 0) {
            return true;
        }
        byte[] options = bytes(key, length);
        clear(key);
        TlvLayout layout = settings.tunnelOptions();
        List<TlvMapping> mappings = settings.tunnelMappings();
        for (int at = 0; at < length; ) {
            int data = length - at < HEADER ? Integer.MAX_VALUE : (options[at + 3] & LENGTH_BITS) * 4;
            if (data > length - at - HEADER) {
                return false;
            }
            TlvMapping mapping = find(mappings, options, at);
            if (mapping != null && mapping.optionLength() == data) {
                byte[] value = new byte[data];
                System.arraycopy(options, at + HEADER, value, 0, data);
                Fields.get("tun_metadata" + mapping.index()).set(key, layout, value);
                key.setWord(PRESENT, key.word(PRESENT) | 1L << mapping.index());
            } else if (mapping != null || (options[at + 2] & CRITICAL) != 0) {
                return false;
            }
            at += HEADER + data;
        }
        return true;
    }

    /** Bring the options of a key from the form of a bridge into that of datapaths. */
    static void toWire(FlowKey key, PipelineSettings settings) {
        byte[] options = wire(key, settings);
        clear(key);
        key.set(FlowField.TUN_OPTIONS_LENGTH, options.length);
        store(key, options);
    }

    /** Return the options of a key, in the form of a bridge, as they are on the wire. */
    static byte[] wire(FlowKey key, PipelineSettings settings) {
        ByteBuffer out = ByteBuffer.allocate(TlvLayout.FIELDS * (HEADER + TlvLayout.MAX_LENGTH));
        TlvLayout layout = settings.tunnelOptions();
        for (TlvMapping mapping : settings.tunnelMappings()) {
            if ((key.word(PRESENT) >>> mapping.index() & 1) != 0) {
                out.putShort((short) mapping.optionClass()).put((byte) mapping.optionType());
                out.put((byte) (mapping.optionLength() / 4));
                out.put(Fields.get("tun_metadata" + mapping.index()).value(key, layout));
            }
        }
        byte[] options = new byte[Math.min(out.position(), FlowKey.MAX_TUNNEL_OPTIONS)];
        out.get(0, options);
        return options;
    }

    /**
     * Bring a mask into the form of datapaths.
     *
     * @param original the packet as the datapath has it
     */
    static void maskToWire(FlowKey mask, FlowKey original, PipelineSettings settings) {
        boolean wereLookedAt = mask.word(PRESENT) != 0;
        int length = (int) original.get(FlowField.TUN_OPTIONS_LENGTH);
        if (!wereLookedAt && length == 0) {
            return;
        }
        byte[] options = bytes(original, length);
        byte[] looked = new byte[length];
        TlvLayout layout = settings.tunnelOptions();
        for (int at = 0; wereLookedAt && at + HEADER <= length; ) {
            int data = Math.min((options[at + 3] & LENGTH_BITS) * 4, length - at - HEADER);
            looked[at] = -1;
            looked[at + 1] = -1;
            looked[at + 2] = -1;
            looked[at + 3] = LENGTH_BITS;
            TlvMapping mapping = find(settings.tunnelMappings(), options, at);
            if (mapping != null && mapping.optionLength() == data) {
                byte[] value = Fields.get("tun_metadata" + mapping.index()).value(mask, layout);
                System.arraycopy(value, 0, looked, at + HEADER, data);
            }
            at += HEADER + data;
        }
        clear(mask);
        store(mask, looked);
        mask.matchAll(FlowField.TUN_OPTIONS_LENGTH);
    }

    private static @Nullable TlvMapping find(List<TlvMapping> mappings, byte[] options, int at) {
        int optionClass = (options[at] & 0xff) << 8 | options[at + 1] & 0xff;
        int type = options[at + 2] & 0xff;
        for (TlvMapping mapping : mappings) {
            if (mapping.optionClass() == optionClass && mapping.optionType() == type) {
                return mapping;
            }
        }
        return null;
    }

    private static byte[] bytes(FlowKey key, int length) {
        byte[] bytes = new byte[Math.min(length, FlowKey.MAX_TUNNEL_OPTIONS)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) (key.word(FlowKey.TUNNEL_OPTIONS_WORD + i / Long.BYTES) >>> 56 - 8 * (i & 7));
        }
        return bytes;
    }

    private static void store(FlowKey key, byte[] bytes) {
        for (int i = 0; i < bytes.length; i++) {
            int word = FlowKey.TUNNEL_OPTIONS_WORD + i / Long.BYTES;
            key.setWord(word, key.word(word) | (bytes[i] & 0xffL) << 56 - 8 * (i & 7));
        }
    }

    /** Take all options out of a key. */
    static void clear(FlowKey key) {
        for (int word = FlowKey.TUNNEL_OPTIONS_WORD; word < FlowKey.PIPELINE_WORD; word++) {
            key.setWord(word, 0);
        }
        key.set(FlowField.TUN_OPTIONS_LENGTH, 0);
        key.setWord(PRESENT, 0);
    }
}
