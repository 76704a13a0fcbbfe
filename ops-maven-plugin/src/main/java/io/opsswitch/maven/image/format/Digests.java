/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Digests of files, by algorithms that every Java has. */
public final class Digests {

    private Digests() {}

    /** Return a new digest. */
    static MessageDigest create(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(algorithm + " is part of every Java", e);
        }
    }

    /** Return the digest of a file. */
    static byte[] of(String algorithm, Path file) throws IOException {
        MessageDigest digest = create(algorithm);
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        return digest.digest();
    }

    /** Return the SHA-256 digest of a file in hexadecimal digits. */
    public static String sha256(Path file) throws IOException {
        return HexFormat.of().formatHex(of("SHA-256", file));
    }

    /** Return the SHA-256 digest of bytes in hexadecimal digits. */
    public static String sha256(byte[] bytes) {
        return HexFormat.of().formatHex(create("SHA-256").digest(bytes));
    }
}
