/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.tls;

import java.io.IOException;
import java.nio.channels.ByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/**
 * Puts TLS on the blocking connections of a command-line tool, by the same rules as {@link Tls} does it for a server: both
 * ends have certificates, a CA decides, and names are not compared. Immutable but for the files that are read with each
 * connection.
 */
public final class BlockingTls {

    private static final char[] NO_PASSWORD = new char[0];

    private final TlsSettings settings;
    private final @Nullable String serverName;

    /**
     * Create with settings, whose files are read when there is a connection.
     *
     * @param serverName the name to tell servers that one means (SNI); null for the host's
     */
    public BlockingTls(TlsSettings settings, @Nullable String serverName) {
        this.settings = settings;
        this.serverName = serverName;
    }

    /** Return whether the next connection is the one that brings the CA's certificate, and is of no other use. */
    public boolean isBootstrapping() {
        return settings.bootstrap() && settings.caCert() != null && !Files.exists(Path.of(settings.caCert()));
    }

    /**
     * Put TLS on a connection that was made to a server.
     *
     * @throws IOException if that fails, with a message for the user; the connection is closed then
     */
    public ByteChannel connect(SocketChannel channel, String host, int port) throws IOException {
        return secure(channel, host, port, true);
    }

    /** Put TLS on a connection that was accepted; see {@link #connect}. */
    public ByteChannel accept(SocketChannel channel, String host, int port) throws IOException {
        return secure(channel, host, port, false);
    }

    private ByteChannel secure(SocketChannel channel, String host, int port, boolean client) throws IOException {
        Trust trust = trust();
        try {
            SSLSocket socket =
                    (SSLSocket) context(trust).getSocketFactory().createSocket(channel.socket(), host, port, true);
            socket.setUseClientMode(client);
            socket.setSSLParameters(parameters(socket, trust, client));
            socket.startHandshake();
            if (trust instanceof Trust.Bootstrap bootstrap && client) {
                Trust.bootstrap(bootstrap.file(), socket.getSession().getPeerCertificates());
                Tls.VLOG.info("killing successful connection to retry using CA cert");
            }
            return new TlsChannel(socket, trust);
        } catch (TlsException e) {
            channel.close();
            throw new IOException(e.getMessage(), e);
        } catch (GeneralSecurityException e) {
            channel.close();
            throw new IOException("this JVM cannot do it: " + e.getMessage(), e);
        } catch (IOException e) {
            channel.close();
            throw new IOException(HandshakeFailure.describe(e, trust), e);
        }
    }

    private Trust trust() throws IOException {
        if (settings.privateKey() == null) {
            throw new IOException("Private key must be configured to use SSL/TLS: give --private-key");
        }
        if (settings.certificate() == null) {
            throw new IOException("Certificate must be configured to use SSL/TLS: give --certificate");
        }
        if (settings.caCert() == null) {
            throw new IOException(
                    "CA certificate must be configured to use SSL/TLS: give --ca-cert or" + " --bootstrap-ca-cert");
        }
        try {
            return Trust.load(settings.caCert(), settings.bootstrap());
        } catch (TlsException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private SSLContext context(Trust trust) throws TlsException, GeneralSecurityException, IOException {
        Identity own = Identity.load(
                String.valueOf(settings.privateKey()), String.valueOf(settings.certificate()), settings.peerCaCert());
        KeyStore keys = KeyStore.getInstance("PKCS12");
        keys.load(null, null);
        keys.setKeyEntry("own", own.key(), NO_PASSWORD, own.certificates());
        KeyManagerFactory keyManagers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keyManagers.init(keys, NO_PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keyManagers.getKeyManagers(), trustManagers(trust), null);
        return context;
    }

    private static TrustManager[] trustManagers(Trust trust) throws GeneralSecurityException, IOException {
        if (!(trust instanceof Trust.Authorities authorities)) {
            return new TrustManager[] {new TrustAnybody()};
        }
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        int number = 0;
        for (X509Certificate certificate : authorities.certificates()) {
            store.setCertificateEntry("ca" + number++, certificate);
        }
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return factory.getTrustManagers();
    }

    private SSLParameters parameters(SSLSocket socket, Trust trust, boolean client) throws TlsException {
        SSLParameters parameters = socket.getSSLParameters();
        ProtocolRange range = ProtocolRange.DEFAULT;
        if (settings.protocols() != null) {
            try {
                range = ProtocolRange.parse(settings.protocols());
                Tls.VLOG.dbg("Enabled protocol range: %s", range);
            } catch (TlsException e) {
                // As Open vSwitch's programs and our server: an error in the log, and the versions that are usual.
                Tls.VLOG.err("%s", e.getMessage());
            }
        }
        parameters.setProtocols(range.names().toArray(String[]::new));
        List<String> suites = new ArrayList<>(
                settings.ciphersuites() == null ? CipherList.TLS13 : CipherList.tls13(settings.ciphersuites()));
        suites.addAll(CipherList.tls12(settings.ciphers() == null ? "DEFAULT:@SECLEVEL=2" : settings.ciphers()));
        suites.retainAll(Arrays.asList(socket.getSupportedCipherSuites()));
        parameters.setCipherSuites(suites.toArray(String[]::new));
        if (!client) {
            parameters.setNeedClientAuth(trust instanceof Trust.Authorities);
        } else if (serverName != null) {
            parameters.setServerNames(List.of(new SNIHostName(serverName)));
        }
        return parameters;
    }
}
