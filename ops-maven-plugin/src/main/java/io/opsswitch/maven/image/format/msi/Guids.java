/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Locale;
import java.util.UUID;

/** Codes that are made from names, as RFC 4122 has it (version 5): one name gives one code, in every build. */
final class Guids {

    /** The name space of the upgrade codes of all products. */
    static final UUID UPGRADE_CODES = UUID.fromString("ca00a247-0d62-4118-a10a-aeffe1e57ee0");

    private Guids() {}

    /** Return the code of a name in a name space. */
    static UUID of(UUID space, String name) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("SHA-1 is part of every Java", e);
        }
        ByteBuffer start = ByteBuffer.allocate(2 * Long.BYTES);
        start.putLong(space.getMostSignificantBits()).putLong(space.getLeastSignificantBits());
        digest.update(start.array());
        ByteBuffer hash = ByteBuffer.wrap(digest.digest(name.getBytes(StandardCharsets.UTF_8)));
        long high = hash.getLong() & ~0xF000L | 0x5000L;
        long low = hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL | 0x8000_0000_0000_0000L;
        return new UUID(high, low);
    }

    /** Return a code as Windows Installer writes it. */
    static String text(UUID code) {
        return "{" + code.toString().toUpperCase(Locale.ROOT) + "}";
    }
}
