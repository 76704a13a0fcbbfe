/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.tls;

import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * The TLS options of Open vSwitch's programs, as texts. Immutable. In a server's settings a text may also be {@code
 * db:DB,TABLE,COLUMN}; see {@link #map}.
 *
 * @param privateKey PEM file of the own private key
 * @param certificate PEM file of the own certificate
 * @param caCert PEM file of the certificates that peers must be signed by, or {@code none}
 * @param bootstrap whether a {@code caCert} that does not exist is taken from the first server connected to
 * @param peerCaCert PEM file of more certificates to send to peers
 * @param protocols the versions, such as {@code TLSv1.2+}
 * @param ciphers what TLS 1.2 may use, in OpenSSL's words
 * @param ciphersuites what TLS 1.3 may use
 */
public record TlsSettings(
        @Nullable String privateKey,
        @Nullable String certificate,
        @Nullable String caCert,
        boolean bootstrap,
        @Nullable String peerCaCert,
        @Nullable String protocols,
        @Nullable String ciphers,
        @Nullable String ciphersuites) {

    /** Nothing is set: no TLS connection can be made. */
    public static final TlsSettings NONE = new TlsSettings(null, null, null, false, null, null, null, null);

    /** Return settings with three files and defaults for the rest. */
    public static TlsSettings of(String privateKey, String certificate, String caCert) {
        return new TlsSettings(privateKey, certificate, caCert, false, null, null, null, null);
    }

    /** Return these settings with each text that is set replaced. */
    public TlsSettings map(UnaryOperator<@Nullable String> change) {
        return new TlsSettings(
                privateKey == null ? null : change.apply(privateKey),
                certificate == null ? null : change.apply(certificate),
                caCert == null ? null : change.apply(caCert),
                bootstrap,
                peerCaCert == null ? null : change.apply(peerCaCert),
                protocols == null ? null : change.apply(protocols),
                ciphers == null ? null : change.apply(ciphers),
                ciphersuites == null ? null : change.apply(ciphersuites));
    }
}
