/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.opsswitch.common.log.LogLevel;
import javax.net.ssl.SSLPeerUnverifiedException;

/**
 * Lets nothing past until a connection's handshake is done, and says in one line what went wrong if it fails. Owned by
 * the connection's event loop.
 */
final class TlsGate extends ChannelInboundHandlerAdapter {

    private final Tls tls;
    private final SslHandler handler;
    private final Trust trust;
    private final String peer;
    private final Runnable ready;
    private final String function;
    private boolean failed;
    private boolean open;

    TlsGate(Tls tls, SslHandler handler, Trust trust, String peer, Runnable ready) {
        this.tls = tls;
        this.handler = handler;
        this.trust = trust;
        this.peer = peer;
        this.ready = ready;
        this.function = handler.engine().getUseClientMode() ? "SSL_connect" : "SSL_accept";
    }

    @Override
    public void channelActive(ChannelHandlerContext ctx) {
        // Not yet for those behind: the handshake comes first.
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
        if (event instanceof SslHandshakeCompletionEvent completion) {
            if (!completion.isSuccess()) {
                fail(ctx, completion.cause());
            } else if (trust instanceof Trust.Bootstrap bootstrap) {
                bootstrap(bootstrap.file());
                ctx.close();
            } else {
                open = true;
                Tls.VLOG.dbg(
                        "%s: %s %s",
                        peer,
                        handler.engine().getSession().getProtocol(),
                        handler.engine().getSession().getCipherSuite());
                ready.run();
                ctx.fireChannelActive();
            }
        } else if (!(event instanceof SslCloseCompletionEvent)) {
            ctx.fireUserEventTriggered(event);
        }
    }

    private void bootstrap(String file) {
        if (tls.bootstrapped()) {
            Tls.VLOG.info("%s: rejecting SSL/TLS connection during bootstrap race window", peer);
            return;
        }
        try {
            Trust.bootstrap(file, handler.engine().getSession().getPeerCertificates());
            Tls.VLOG.info("killing successful connection to retry using CA cert");
        } catch (TlsException e) {
            Tls.VLOG.err("%s: %s", peer, e.getMessage());
        } catch (SSLPeerUnverifiedException e) {
            Tls.VLOG.err("%s: could not bootstrap CA cert: no certificate presented by peer", peer);
        }
        tls.refresh();
    }

    private void fail(ChannelHandlerContext ctx, Throwable cause) {
        if (!failed) {
            failed = true;
            Tls.VLOG.log(
                    Tls.LIMIT, LogLevel.WARN, "%s: %s: %s", peer, function, HandshakeFailure.describe(cause, trust));
        }
        ctx.close();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (failed) {
            return; // its consequences
        }
        if (!open) {
            fail(ctx, cause);
        } else if (cause instanceof DecoderException && cause.getCause() != null) {
            failed = true;
            Tls.VLOG.log(
                    Tls.LIMIT,
                    LogLevel.WARN,
                    "%s: SSL_read: %s",
                    peer,
                    HandshakeFailure.describe(cause.getCause(), trust));
            ctx.close();
        } else {
            ctx.fireExceptionCaught(cause);
        }
    }
}
