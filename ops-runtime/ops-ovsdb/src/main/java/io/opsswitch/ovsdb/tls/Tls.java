/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.tls;

import io.netty.channel.Channel;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;
import javax.naming.ldap.Rdn;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;

/**
 * Puts TLS on connections, as the settings say at that moment: files are looked at before each connection and read again
 * when they have changed. What cannot be read is logged once, and what was read before stays in use; so a key that is
 * replaced before its certificate does no harm. Connections that exist are not touched.
 *
 * <p>Both ends must have certificates, and verify each other's, unless {@code caCert} is {@code none}. Host names are not
 * compared: who may connect is decided by the CA alone, as in Open vSwitch.
 *
 * <p>Owned by the thread of the connections' event loop.
 */
public final class Tls {

    static final Vlog VLOG = Vlog.module("stream_ssl");
    static final VlogRateLimit LIMIT = new VlogRateLimit(10, 25);
    private static final int SESSION_S = 60;

    private final Supplier<TlsSettings> source;
    private final long handshakeMs;
    private TlsSettings settings = TlsSettings.NONE;
    private List<FileStamp> identityStamps = List.of();
    private @Nullable FileStamp trustStamp;
    private @Nullable Identity identity;
    private Trust trust = new Trust.Unset();
    private ProtocolRange protocols = ProtocolRange.DEFAULT;
    private @Nullable List<String> tls12;
    private @Nullable List<String> tls13;
    private @Nullable SslContext server;
    private @Nullable SslContext client;

    /**
     * Create with a source of settings, which is asked before each connection.
     *
     * @param handshakeMs how long a peer may take for its handshake
     */
    public Tls(Supplier<TlsSettings> source, long handshakeMs) {
        this.source = source;
        this.handshakeMs = handshakeMs;
    }

    /** Read what has changed since the last time; what is wrong is logged. */
    public void refresh() {
        TlsSettings now = source.get();
        loadIdentity(now);
        loadTrust(now);
        if (now.protocols() != null && !now.protocols().equals(settings.protocols())) {
            try {
                protocols = ProtocolRange.parse(now.protocols());
                VLOG.dbg("Enabled protocol range: %s", protocols);
                forget();
            } catch (TlsException e) {
                VLOG.err("%s", e.getMessage());
            }
        }
        tls12 = ciphers("ciphers", tls12, now.ciphers(), settings.ciphers(), CipherList::tls12);
        tls13 = ciphers("ciphersuites", tls13, now.ciphersuites(), settings.ciphersuites(), CipherList::tls13);
        settings = now;
    }

    private void forget() {
        server = null;
        client = null;
    }

    private void loadIdentity(TlsSettings now) {
        String key = now.privateKey();
        String certificate = now.certificate();
        List<FileStamp> stamps = List.of(FileStamp.of(key), FileStamp.of(certificate), FileStamp.of(now.peerCaCert()));
        if (stamps.equals(identityStamps) || key == null || certificate == null) {
            return;
        }
        identityStamps = stamps;
        try {
            identity = Identity.load(key, certificate, now.peerCaCert());
            forget();
        } catch (TlsException e) {
            VLOG.err("%s%s", e.getMessage(), identity == null ? "" : "; the earlier key and certificate stay in use");
        }
    }

    private void loadTrust(TlsSettings now) {
        FileStamp stamp = FileStamp.of(now.caCert());
        if (stamp.equals(trustStamp) || now.caCert() == null) {
            return;
        }
        trustStamp = stamp;
        try {
            trust = Trust.load(now.caCert(), now.bootstrap());
            forget();
        } catch (TlsException e) {
            VLOG.err("%s%s", e.getMessage(), trust instanceof Trust.Unset ? "" : "; the earlier CA stays in use");
        }
    }

    /** Understands the value of one of the options for ciphers. */
    private interface CipherParser {
        List<String> parse(String text) throws TlsException;
    }

    private @Nullable List<String> ciphers(
            String option,
            @Nullable List<String> before,
            @Nullable String now,
            @Nullable String earlier,
            CipherParser parser) {
        if (now == null || now.isEmpty() || Objects.equals(now, earlier)) {
            return before;
        }
        try {
            List<String> parsed = parser.parse(now);
            forget();
            return parsed;
        } catch (TlsException e) {
            VLOG.err("ssl-%s: %s; they are left as they were", option, e.getMessage());
            return before;
        }
    }

    /**
     * Put TLS on a connection that was accepted.
     *
     * @param peer names the connection in the log
     * @param ready fills the pipeline when the handshake is done; its handlers are told that the channel is active
     */
    public void accept(Channel channel, String peer, Runnable ready) {
        secure(channel, peer, ready, () -> {
            SslContext context = server();
            return context.newHandler(channel.alloc());
        });
    }

    /** Put TLS on a connection that is being made to a host; see {@link #accept}. */
    public void connect(Channel channel, String peer, String host, int port, Runnable ready) {
        secure(channel, peer, ready, () -> client().newHandler(channel.alloc(), host, port));
    }

    /** Makes a connection's handler, or says why it cannot. */
    private interface HandlerFactory {
        SslHandler make() throws TlsException, SSLException;
    }

    private void secure(Channel channel, String peer, Runnable ready, HandlerFactory factory) {
        refresh();
        try {
            SslHandler handler = factory.make();
            handler.setHandshakeTimeoutMillis(handshakeMs);
            channel.pipeline().addLast(handler, new TlsGate(this, handler, trust, peer, ready));
        } catch (TlsException | SSLException e) {
            VLOG.log(LIMIT, LogLevel.ERR, "%s: %s", peer, e.getMessage());
            channel.close();
        }
    }

    /** Return the common name in the certificate that the peer of a connection has shown and that was verified; else null. */
    public static @Nullable String peerName(Channel channel) {
        SslHandler handler = channel.pipeline().get(SslHandler.class);
        if (handler == null) {
            return null;
        }
        try {
            Certificate[] chain = handler.engine().getSession().getPeerCertificates();
            return chain.length > 0 && chain[0] instanceof X509Certificate certificate ? commonName(certificate) : null;
        } catch (SSLPeerUnverifiedException e) {
            return null;
        }
    }

    private static @Nullable String commonName(X509Certificate certificate) {
        try {
            // An LdapName counts from the right, which is the certificate's own order: OpenSSL takes the first, too.
            for (Rdn rdn : new LdapName(certificate.getSubjectX500Principal().getName()).getRdns()) {
                if (rdn.getType().equalsIgnoreCase("CN")) {
                    return rdn.getValue().toString();
                }
            }
        } catch (InvalidNameException e) {
            VLOG.log(
                    LIMIT, LogLevel.WARN, "a peer's certificate has a subject that cannot be read: %s", e.getMessage());
        }
        return null;
    }

    /** Return whether an unverified connection, made before there was a CA, is too late to be the one that brings it. */
    boolean bootstrapped() {
        return !(trust instanceof Trust.Bootstrap);
    }

    private Identity usable() throws TlsException {
        if (settings.privateKey() == null) {
            throw new TlsException("Private key must be configured to use SSL");
        }
        if (settings.certificate() == null) {
            throw new TlsException("Certificate must be configured to use SSL");
        }
        if (trust instanceof Trust.Unset) {
            throw new TlsException("CA certificate must be configured to use SSL");
        }
        if (identity == null) {
            throw new TlsException("private key and certificate are not usable (see above)");
        }
        return identity;
    }

    private SslContext server() throws TlsException, SSLException {
        Identity own = usable();
        if (trust instanceof Trust.Bootstrap waiting) {
            throw new TlsException("refused: " + waiting.file() + " does not exist yet, so that no client can be"
                    + " verified; it comes with the first connection to an ssl: remote");
        }
        if (server == null) {
            server = common(SslContextBuilder.forServer(own.key(), own.certificates()))
                    .clientAuth(trust instanceof Trust.Authorities ? ClientAuth.REQUIRE : ClientAuth.NONE)
                    .build();
        }
        return server;
    }

    private SslContext client() throws TlsException, SSLException {
        Identity own = usable();
        if (client == null) {
            client = common(SslContextBuilder.forClient().keyManager(own.key(), own.certificates()))
                    .endpointIdentificationAlgorithm("")
                    .build();
        }
        return client;
    }

    private SslContextBuilder common(SslContextBuilder builder) throws TlsException {
        List<String> ciphers = new ArrayList<>(tls13 != null ? tls13 : CipherList.TLS13);
        ciphers.addAll(tls12 != null ? tls12 : CipherList.tls12("DEFAULT:@SECLEVEL=2"));
        builder.sslProvider(SslProvider.JDK)
                .protocols(protocols.names())
                .ciphers(ciphers, SupportedCipherSuiteFilter.INSTANCE)
                .sessionTimeout(SESSION_S);
        if (trust instanceof Trust.Authorities authorities) {
            return builder.trustManager(authorities.certificates().toArray(X509Certificate[]::new));
        }
        return builder.trustManager(InsecureTrustManagerFactory.INSTANCE);
    }
}
