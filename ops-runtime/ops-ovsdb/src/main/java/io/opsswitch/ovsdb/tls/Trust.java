/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.tls;

import io.opsswitch.common.log.Vlog;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;

/** Whom to believe. Immutable. */
sealed interface Trust {

    /** Nothing was configured: no connection can be made. */
    record Unset() implements Trust {}

    /** Everybody ({@code --ca-cert=none}). */
    record Anybody() implements Trust {}

    /** Whoever the first server connected to is: its CA's certificate becomes the file. */
    record Bootstrap(String file) implements Trust {}

    /** Whoever has a certificate signed by one of these. */
    record Authorities(String file, List<X509Certificate> certificates) implements Trust {}

    Vlog VLOG = Vlog.module("stream_ssl");

    static Trust load(String file, boolean bootstrap) throws TlsException {
        if (file.equals("none")) {
            VLOG.warn("Peer certificate validation disabled (this is a security risk)");
            return new Anybody();
        }
        if (bootstrap && !Files.exists(Path.of(file))) {
            return new Bootstrap(file);
        }
        try {
            return new Authorities(file, PemFile.read(file).certificates());
        } catch (TlsException e) {
            throw new TlsException("failed to load client certificates from " + e.getMessage());
        }
    }

    /** Keep the last certificate that a server has sent as the CA's, if it is one; the file must not exist. */
    static void bootstrap(String file, Certificate[] chain) throws TlsException {
        String failed = "could not bootstrap CA cert: ";
        if (chain.length == 0 || !(chain[chain.length - 1] instanceof X509Certificate ca)) {
            throw new TlsException(failed + "no certificate presented by peer");
        }
        try {
            if (!ca.getSubjectX500Principal().equals(ca.getIssuerX500Principal())) {
                throw new TlsException(failed + "obtained certificate is not self-signed ("
                        + ca.getSubjectX500Principal() + "); the peer has to send its CA's certificate too,"
                        + " with --peer-ca-cert where it is an Open vSwitch program");
            }
            ca.verify(ca.getPublicKey());
            String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(ca.getEncoded());
            String pem = "-----BEGIN CERTIFICATE-----\n" + body + "\n-----END CERTIFICATE-----\n";
            Files.writeString(Path.of(file), pem, StandardCharsets.US_ASCII, StandardOpenOption.CREATE_NEW);
            VLOG.info("successfully bootstrapped CA cert to %s", file);
            byte[] digest = MessageDigest.getInstance("SHA-1").digest(ca.getEncoded());
            VLOG.info(
                    "Trusting CA cert from %s (%s) (fingerprint %s)",
                    file,
                    ca.getSubjectX500Principal(),
                    HexFormat.ofDelimiter(":").formatHex(digest));
        } catch (FileAlreadyExistsException e) {
            VLOG.info("reading CA cert %s created by another process", file);
        } catch (IOException e) {
            throw new TlsException(failed + "creating " + file + " failed: " + e.getMessage());
        } catch (GeneralSecurityException e) {
            throw new TlsException(failed + "the certificate sent is not sound: " + e.getMessage());
        }
    }
}
