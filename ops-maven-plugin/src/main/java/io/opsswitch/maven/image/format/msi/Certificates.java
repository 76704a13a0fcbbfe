/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import io.opsswitch.maven.image.ImageException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;
import java.security.cert.Certificate;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateNotYetValidException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The certificates to sign with, the signer's first, as far as they can be looked at before: what is wrong with them is said
 * here in one sentence.
 */
record Certificates(Path file, boolean isPem, List<X509Certificate> chain) {

    private static final String CODE_SIGNING = "1.3.6.1.5.5.7.3.3";

    /** Read what the settings name. */
    static Certificates read(Signing signing) throws IOException, ImageException {
        Path file = requireFile("signCertificate", signing.certificate());
        Path key = signing.key();
        if (key != null) {
            requireFile("signKey", key);
        }
        String password = password(signing.passwordFile());
        if (isPem(file)) {
            Path keyFile = key == null ? file : key;
            String text = Files.readString(keyFile, StandardCharsets.ISO_8859_1);
            if (!text.contains("PRIVATE KEY-----")) {
                throw new ImageException("there is no private key in " + keyFile
                        + "; perhaps you should name the PEM file that has it with <signKey>");
            }
            if (text.contains("ENCRYPTED") && password.isEmpty()) {
                throw new ImageException("the private key in " + keyFile
                        + " has a password; perhaps you should name a file with it as <signPasswordFile>");
            }
            return new Certificates(file, true, readPem(file));
        }
        if (key != null) {
            throw new ImageException("<signKey> goes with certificates in a PEM file, but " + file
                    + " is none; perhaps you should leave it out");
        }
        return new Certificates(file, false, readStore(file, password));
    }

    private static Path requireFile(String parameter, Path file) throws ImageException {
        if (!Files.isReadable(file) || Files.isDirectory(file)) {
            throw new ImageException("<" + parameter + "> names " + file + ", which is no file that can be read");
        }
        return file;
    }

    private static String password(@Nullable Path file) throws IOException, ImageException {
        if (file == null) {
            return "";
        }
        String password =
                Files.readString(requireFile("signPasswordFile", file)).replaceFirst("[\r\n]+$", "");
        if (password.isEmpty() || password.contains("\n")) {
            throw new ImageException("<signPasswordFile> names " + file
                    + ", which has to have one line, the password; perhaps you should leave it out if there is none");
        }
        return password;
    }

    private static boolean isPem(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.ISO_8859_1).contains("-----BEGIN ");
    }

    private static List<X509Certificate> readPem(Path file) throws IOException, ImageException {
        List<X509Certificate> chain = new ArrayList<>();
        // What is between the certificates, such as a key, is nothing that the parser takes.
        String text = Files.readString(file, StandardCharsets.ISO_8859_1);
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            for (String part : text.split("(?=-----BEGIN CERTIFICATE-----)")) {
                if (part.startsWith("-----BEGIN CERTIFICATE-----")) {
                    InputStream in = new ByteArrayInputStream(part.getBytes(StandardCharsets.ISO_8859_1));
                    chain.add((X509Certificate) factory.generateCertificate(in));
                }
            }
        } catch (GeneralSecurityException e) {
            throw unreadable(file, e);
        }
        if (chain.isEmpty()) {
            throw new ImageException("there is no certificate in " + file);
        }
        return List.copyOf(chain);
    }

    private static List<X509Certificate> readStore(Path file, String password) throws ImageException {
        try (InputStream in = Files.newInputStream(file)) {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(in, password.toCharArray());
            for (String alias : Collections.list(store.aliases())) {
                if (store.isKeyEntry(alias)) {
                    List<X509Certificate> chain = new ArrayList<>();
                    for (Certificate certificate : store.getCertificateChain(alias)) {
                        chain.add((X509Certificate) certificate);
                    }
                    return List.copyOf(chain);
                }
            }
        } catch (IOException | GeneralSecurityException e) {
            if (e.getCause() instanceof UnrecoverableKeyException) {
                throw new ImageException(
                        "the password of " + file + " is not "
                                + (password.isEmpty()
                                        ? "given; perhaps you should name a file with it as <signPasswordFile>"
                                        : "the one in <signPasswordFile>; perhaps you should write it there"),
                        e);
            }
            throw unreadable(file, e);
        }
        throw new ImageException("there is no private key in " + file
                + ", so nothing can be signed with it; perhaps you should export the key with the certificate");
    }

    private static ImageException unreadable(Path file, Exception why) {
        return new ImageException(
                "<signCertificate> names " + file + ", which is neither a PKCS#12 nor a PEM file with certificates: "
                        + why.getMessage(),
                why);
    }

    /** Fail if what is signed with the certificate would be refused. */
    void check() throws ImageException {
        X509Certificate signer = chain.get(0);
        String who = "the certificate of " + signer.getSubjectX500Principal() + " in " + file;
        try {
            signer.checkValidity();
            List<String> purposes = signer.getExtendedKeyUsage();
            if (purposes != null && !purposes.contains(CODE_SIGNING)) {
                throw new ImageException(who + " is not for the signing of code");
            }
        } catch (CertificateExpiredException e) {
            throw new ImageException(
                    who + " is valid until " + signer.getNotAfter().toInstant() + " only", e);
        } catch (CertificateNotYetValidException e) {
            throw new ImageException(
                    who + " is valid from " + signer.getNotBefore().toInstant() + " only", e);
        } catch (GeneralSecurityException e) {
            throw unreadable(file, e);
        }
    }

    /** Return the certificates as PEM. */
    String pem() throws ImageException {
        StringBuilder text = new StringBuilder();
        Base64.Encoder base64 = Base64.getMimeEncoder(64, new byte[] {'\n'});
        try {
            for (X509Certificate certificate : chain) {
                text.append("-----BEGIN CERTIFICATE-----\n")
                        .append(base64.encodeToString(certificate.getEncoded()))
                        .append("\n-----END CERTIFICATE-----\n");
            }
        } catch (GeneralSecurityException e) {
            throw unreadable(file, e);
        }
        return text.toString();
    }
}
