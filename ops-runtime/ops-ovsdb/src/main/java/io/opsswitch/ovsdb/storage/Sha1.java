/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * SHA-1 (FIPS 180-4, section 6.1) of records. The JDK's is the faster one for much data, but loading its providers takes
 * longer than all else that a short command does; so the first bytes of a process are digested here. Thread-safe.
 */
final class Sha1 {

    static final int LENGTH = 20;

    private static final int OWN_BYTES = 1 << 18;
    private static final int BLOCK = 64;
    private static final int ROUNDS = 80;
    private static final int STAGE = 20;
    private static final AtomicInteger DONE = new AtomicInteger();

    private final int[] hash = {0x67452301, 0xefcdab89, 0x98badcfe, 0x10325476, 0xc3d2e1f0};
    private final int[] words = new int[ROUNDS];

    private Sha1() {}

    /** Return the digest of bytes in pieces. */
    static byte[] digest(List<byte[]> pieces) {
        if (pieces.size() == 1) {
            return digest(pieces.get(0));
        }
        MessageDigest digest = ofTheJdk();
        pieces.forEach(digest::update);
        return digest.digest();
    }

    private static MessageDigest ofTheJdk() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JVM has no SHA-1", e);
        }
    }

    /** Return the digest of some bytes. */
    static byte[] digest(byte[] bytes) {
        if (bytes.length > OWN_BYTES || DONE.get() > OWN_BYTES) {
            return ofTheJdk().digest(bytes);
        }
        DONE.addAndGet(bytes.length);
        return new Sha1().run(bytes);
    }

    private byte[] run(byte[] bytes) {
        int whole = bytes.length - bytes.length % BLOCK;
        for (int at = 0; at < whole; at += BLOCK) {
            block(bytes, at);
        }
        // The rest, a bit that is set, and in the last 8 bytes the length in bits.
        int rest = bytes.length - whole;
        byte[] end = new byte[rest + 9 > BLOCK ? 2 * BLOCK : BLOCK];
        System.arraycopy(bytes, whole, end, 0, rest);
        end[rest] = (byte) 0x80;
        long bits = 8L * bytes.length;
        for (int i = 0; i < 8; i++) {
            end[end.length - 1 - i] = (byte) (bits >>> 8 * i);
        }
        for (int at = 0; at < end.length; at += BLOCK) {
            block(end, at);
        }
        byte[] result = new byte[LENGTH];
        for (int i = 0; i < LENGTH; i++) {
            result[i] = (byte) (hash[i / 4] >>> 8 * (3 - i % 4));
        }
        return result;
    }

    private void block(byte[] bytes, int at) {
        for (int t = 0; t < 16; t++) {
            int i = at + 4 * t;
            words[t] = bytes[i] << 24 | (bytes[i + 1] & 0xff) << 16 | (bytes[i + 2] & 0xff) << 8 | bytes[i + 3] & 0xff;
        }
        for (int t = 16; t < ROUNDS; t++) {
            words[t] = Integer.rotateLeft(words[t - 3] ^ words[t - 8] ^ words[t - 14] ^ words[t - 16], 1);
        }
        int a = hash[0];
        int b = hash[1];
        int c = hash[2];
        int d = hash[3];
        int e = hash[4];
        for (int t = 0; t < ROUNDS; t++) {
            int mixed;
            if (t < STAGE) {
                mixed = (b & c | ~b & d) + 0x5a827999;
            } else if (t < 2 * STAGE) {
                mixed = (b ^ c ^ d) + 0x6ed9eba1;
            } else if (t < 3 * STAGE) {
                mixed = (b & c | b & d | c & d) + 0x8f1bbcdc;
            } else {
                mixed = (b ^ c ^ d) + 0xca62c1d6;
            }
            int next = Integer.rotateLeft(a, 5) + mixed + e + words[t];
            e = d;
            d = c;
            c = Integer.rotateLeft(b, 30);
            b = a;
            a = next;
        }
        hash[0] += a;
        hash[1] += b;
        hash[2] += c;
        hash[3] += d;
        hash[4] += e;
    }
}
