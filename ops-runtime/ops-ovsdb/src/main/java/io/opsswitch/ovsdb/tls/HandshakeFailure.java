/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.tls;

import io.netty.handler.ssl.NotSslRecordException;
import io.netty.handler.ssl.SslHandshakeTimeoutException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import org.jspecify.annotations.Nullable;

/** Turns what the JDK and Netty throw into a sentence that says what to do. */
final class HandshakeFailure {

    private HandshakeFailure() {}

    static String describe(Throwable failure, Trust trust) {
        String authorities = trust instanceof Trust.Authorities known ? known.file() : "the configured CA certificate";
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotSslRecordException) {
                return "the peer does not speak TLS; it has to use an ssl: remote";
            }
            if (cause instanceof SslHandshakeTimeoutException) {
                return "the peer did not finish the handshake in time";
            }
            if (cause instanceof ClosedChannelException) {
                return "unexpected SSL/TLS connection close";
            }
            if (cause instanceof CertificateExpiredException) {
                return "certificate has expired: the peer needs a new one (" + cause.getMessage() + ")";
            }
            if (cause instanceof CertificateNotYetValidException) {
                return "certificate is not yet valid: compare the clocks (" + cause.getMessage() + ")";
            }
            String known = message(String.valueOf(cause.getMessage()), cause, authorities);
            if (known != null) {
                return known;
            }
        }
        return String.valueOf(failure.getMessage());
    }

    private static @Nullable String message(String text, Throwable cause, String authorities) {
        if (text.contains("Unsupported or unrecognized SSL message")) {
            return "the peer does not speak TLS; it has to use an ssl: remote";
        }
        if (text.contains("terminated the handshake") || text.contains("closed connection during handshake")) {
            return "unexpected SSL/TLS connection close";
        }
        if (text.contains("Empty client certificate chain") || text.contains("null cert chain")) {
            return "peer did not return a certificate: it needs a private key and a certificate signed by the CA in "
                    + authorities;
        }
        if (text.contains("unable to find valid certification path")
                || text.contains("signature check failed")
                || cause instanceof CertPathValidatorException path
                        && path.getReason() == CertPathValidatorException.BasicReason.INVALID_SIGNATURE) {
            return "certificate verify failed: the peer's certificate is not signed by a CA in " + authorities;
        }
        // OpenSSL sends the alert in plain text as it has no keys yet, and JSSE tries to decrypt these two bytes: it
        // says
        // the first until JDK 24, and the second since.
        if (text.contains("Insufficient buffer remaining for AEAD cipher fragment (2)")
                || text.equals("Unexpected exception")) {
            return "the peer refused the own certificate: most likely it does not trust its CA";
        }
        if (text.startsWith("Received fatal alert: ")) {
            return "the peer refused with alert "
                    + text.substring("Received fatal alert: ".length()).replace('_', ' ')
                    + (text.endsWith("unknown_ca") ? ": it does not trust the CA of the own certificate" : "");
        }
        return null;
    }
}
