/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * How to sign a package. Holds no secret, only where they are. Immutable.
 *
 * @param certificate a PKCS#12 file with certificates and key, or a PEM file with the certificates, the signer's first
 * @param key a PEM file with the key; null when the certificate's file has it
 * @param passwordFile a file whose first line is the password of the key; null when it has none
 * @param timestampUrl the RFC 3161 authority to ask for a timestamp; empty for none
 */
public record Signing(
        Path certificate, @Nullable Path key, @Nullable Path passwordFile, String timestampUrl) {

    /** Return the files that have a part in the signature. */
    public List<Path> files() {
        return Stream.of(certificate, key, passwordFile)
                .flatMap(Stream::ofNullable)
                .toList();
    }
}
