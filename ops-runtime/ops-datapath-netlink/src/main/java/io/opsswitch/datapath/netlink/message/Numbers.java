/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads and writes numbers of 1 to 8 bytes in a buffer whose order is the machine's. */
final class Numbers {
    private static final boolean LITTLE = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private Numbers() {}

    static void require(ByteBuffer buffer) {
        if (buffer.order() != ByteOrder.nativeOrder()) {
            throw new IllegalArgumentException("the buffer of a message must have the machine's byte order, not "
                    + buffer.order() + ": call order(ByteOrder.nativeOrder())");
        }
    }

    static int be16(int value) {
        return LITTLE ? Short.reverseBytes((short) value) & 0xffff : value & 0xffff;
    }

    static int be32(int value) {
        return LITTLE ? Integer.reverseBytes(value) : value;
    }

    static long be64(long value) {
        return LITTLE ? Long.reverseBytes(value) : value;
    }

    static long read(ByteBuffer buffer, int at, int size, boolean network) {
        return switch (size) {
            case 1 -> buffer.get(at) & 0xff;
            case 2 -> {
                int value = buffer.getShort(at) & 0xffff;
                yield network ? be16(value) : value;
            }
            case 4 -> {
                int value = buffer.getInt(at);
                yield (network ? be32(value) : value) & 0xffff_ffffL;
            }
            // An Ethernet address, always in network order.
            case 6 -> (long) be16(buffer.getShort(at)) << 32 | be32(buffer.getInt(at + 2)) & 0xffff_ffffL;
            case 8 -> {
                long value = buffer.getLong(at);
                yield network ? be64(value) : value;
            }
            default -> throw new IllegalArgumentException("a number of " + size + " bytes");
        };
    }

    static void write(ByteBuffer buffer, int at, int size, boolean network, long value) {
        switch (size) {
            case 1 -> buffer.put(at, (byte) value);
            case 2 -> buffer.putShort(at, (short) (network ? be16((int) value) : (int) value));
            case 4 -> buffer.putInt(at, network ? be32((int) value) : (int) value);
            case 6 -> {
                buffer.putShort(at, (short) be16((int) (value >>> 32)));
                buffer.putInt(at + 2, be32((int) value));
            }
            case 8 -> buffer.putLong(at, network ? be64(value) : value);
            default -> throw new IllegalArgumentException("a number of " + size + " bytes");
        }
    }
}
