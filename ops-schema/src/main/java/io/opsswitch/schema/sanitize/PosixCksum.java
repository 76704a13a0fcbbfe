/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.sanitize;

/**
 * The checksum of POSIX {@code cksum}: the CRC of the Ethernet standard, most significant bit first, over the bytes and
 * then over their count, least significant byte first and as many bytes as it needs; complemented. It is not the CRC of
 * {@link java.util.zip.CRC32}, which runs the other way round.
 */
public final class PosixCksum {

    private static final int POLYNOMIAL = 0x04c1_1db7;

    private PosixCksum() {}

    /** Return {@code "<crc> <bytes>"}, as the program prints it. */
    public static String of(byte[] bytes) {
        int crc = 0;
        for (byte b : bytes) {
            crc = step(crc, b);
        }
        for (long length = bytes.length; length != 0; length >>>= 8) {
            crc = step(crc, (int) length);
        }
        return Integer.toUnsignedString(~crc) + " " + bytes.length;
    }

    private static int step(int crc, int b) {
        int result = crc ^ (b << 24);
        for (int bit = 0; bit < 8; bit++) {
            result = result < 0 ? (result << 1) ^ POLYNOMIAL : result << 1;
        }
        return result;
    }
}
