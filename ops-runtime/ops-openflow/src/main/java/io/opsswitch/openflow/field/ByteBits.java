/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.field;

/** Bits of values that are bytes in network order; bit 0 is the lowest one of the last byte. */
public final class ByteBits {

    private ByteBits() {}

    /** Return up to 64 bits of a value from a bit on. */
    public static long get(byte[] value, int from, int bits) {
        long result = 0;
        for (int i = 0; i < bits; ) {
            int at = from + i;
            int take = Math.min(8 - (at & 7), bits - i);
            long part = value[value.length - 1 - (at >>> 3)] >>> (at & 7) & (1 << take) - 1;
            result |= part << i;
            i += take;
        }
        return result;
    }

    /** Set up to 64 bits of a value from a bit on. */
    public static void put(byte[] value, int from, int bits, long x) {
        for (int i = 0; i < bits; ) {
            int at = from + i;
            int take = Math.min(8 - (at & 7), bits - i);
            int mask = (1 << take) - 1 << (at & 7);
            int index = value.length - 1 - (at >>> 3);
            value[index] = (byte) (value[index] & ~mask | (int) (x >>> i) << (at & 7) & mask);
            i += take;
        }
    }

    /** Set bits of a value to ones. */
    public static void fill(byte[] value, int from, int bits) {
        for (int i = 0; i < bits; i += Long.SIZE) {
            put(value, from + i, Math.min(Long.SIZE, bits - i), -1L);
        }
    }

    /** Return as many bytes of ones. */
    public static byte[] ones(int length) {
        byte[] all = new byte[length];
        fill(all, 0, length * 8);
        return all;
    }

    /** Copy bits from one value to another. */
    public static void copy(byte[] from, int at, byte[] to, int toAt, int bits) {
        for (int i = 0; i < bits; i += Long.SIZE) {
            int take = Math.min(Long.SIZE, bits - i);
            put(to, toAt + i, take, get(from, at + i, take));
        }
    }

    /** Return whether all bytes are zero. */
    public static boolean isZero(byte[] value) {
        return isAll(value, 0);
    }

    /** Return whether all bits are ones. */
    public static boolean isOnes(byte[] value) {
        return isAll(value, -1);
    }

    private static boolean isAll(byte[] value, int each) {
        for (byte b : value) {
            if (b != each) {
                return false;
            }
        }
        return true;
    }

    /** Return a value of a number of bytes, cut or filled with zeros at its front. */
    public static byte[] resize(byte[] value, int length) {
        byte[] result = new byte[length];
        int common = Math.min(length, value.length);
        System.arraycopy(value, value.length - common, result, length - common, common);
        return result;
    }

    /** Return the index of the highest bit that is set, plus one; 0 for zero. */
    public static int width(byte[] value) {
        for (int i = 0; i < value.length; i++) {
            if (value[i] != 0) {
                return (value.length - 1 - i) * 8 + 32 - Integer.numberOfLeadingZeros(value[i] & 0xff);
            }
        }
        return 0;
    }

    /** Return the value in hexadecimal with its prefix and without leading zeros, as {@code 0x1f}; zero is {@code 0}. */
    public static String hex(byte[] value) {
        StringBuilder out = new StringBuilder("0x");
        boolean started = false;
        for (byte b : value) {
            if (started) {
                out.append(Character.forDigit(b >> 4 & 15, 16)).append(Character.forDigit(b & 15, 16));
            } else if (b != 0) {
                out.append(Integer.toHexString(b & 0xff));
                started = true;
            }
        }
        return started ? out.toString() : "0";
    }
}
