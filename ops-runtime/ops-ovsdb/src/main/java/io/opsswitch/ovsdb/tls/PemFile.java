/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.tls;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The blocks of a PEM file (RFC 7468); text around them is skipped. Immutable. */
final class PemFile {

    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]+)-----([^-]*(?:-(?!----)[^-]*)*)-----END \\1-----");
    private static final long LIMIT = 1 << 20;

    private record Block(String label, String body) {}

    private final String name;
    private final List<Block> blocks;

    private PemFile(String name, List<Block> blocks) {
        this.name = name;
        this.blocks = blocks;
    }

    static PemFile read(String name) throws TlsException {
        String text;
        try {
            Path path = Path.of(name);
            if (Files.size(path) > LIMIT) {
                throw new TlsException(name + ": larger than a PEM file of keys and certificates can be (1 MB)");
            }
            text = Files.readString(path, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new TlsException(name + ": no such file");
        } catch (IOException | InvalidPathException e) {
            throw new TlsException(name + ": cannot be read: " + e.getMessage());
        }
        List<Block> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            blocks.add(new Block(matcher.group(1), matcher.group(2)));
        }
        return new PemFile(name, blocks);
    }

    /** Return the certificates in their order: at least one. */
    List<X509Certificate> certificates() throws TlsException {
        List<X509Certificate> found = new ArrayList<>();
        for (Block block : blocks) {
            if (block.label.equals("CERTIFICATE") || block.label.equals("X509 CERTIFICATE")) {
                try {
                    found.add((X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(decode(block))));
                } catch (CertificateException e) {
                    throw new TlsException(
                            name + ": certificate " + (found.size() + 1) + " is damaged: " + e.getMessage());
                }
            }
        }
        if (found.isEmpty()) {
            throw new TlsException(name + ": no certificate in it; a PEM file has -----BEGIN CERTIFICATE----- lines");
        }
        return found;
    }

    /** Return the private key. */
    PrivateKey privateKey() throws TlsException {
        byte[] curve = null;
        for (Block block : blocks) {
            if (block.label.equals("EC PARAMETERS")) {
                curve = decode(block);
            }
            if (block.label.equals("ENCRYPTED PRIVATE KEY") || block.body.contains("ENCRYPTED")) {
                throw new TlsException(name + ": the key is encrypted, and there is nobody to ask for its passphrase;"
                        + " decrypt it with \"openssl pkey -in " + name + " -out FILE\"");
            }
            PrivateKey key = privateKey(block, curve);
            if (key != null) {
                return key;
            }
        }
        throw new TlsException(name + ": no private key in it; a PEM file has -----BEGIN PRIVATE KEY----- lines");
    }

    private @Nullable PrivateKey privateKey(Block block, byte @Nullable [] curve) throws TlsException {
        try {
            return switch (block.label) {
                case "PRIVATE KEY" -> PrivateKeys.fromPkcs8(decode(block));
                case "RSA PRIVATE KEY" -> PrivateKeys.fromPkcs1(decode(block));
                case "EC PRIVATE KEY" -> PrivateKeys.fromSec1(decode(block), curve);
                default -> null;
            };
        } catch (IllegalArgumentException e) {
            throw new TlsException(name + ": the private key cannot be used: " + e.getMessage());
        }
    }

    private byte[] decode(Block block) throws TlsException {
        try {
            return Base64.getMimeDecoder().decode(block.body);
        } catch (IllegalArgumentException e) {
            throw new TlsException(name + ": the block " + block.label + " is not base64: " + e.getMessage());
        }
    }
}
