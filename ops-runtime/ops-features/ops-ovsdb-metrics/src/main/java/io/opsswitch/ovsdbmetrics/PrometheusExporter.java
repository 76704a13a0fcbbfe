/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdbmetrics;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opsswitch.ovsdb.spi.MetricsExporter;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * Answers {@code GET /metrics} on a port of its own, with the JDK's HTTP server and one thread: who asks often waits for
 * himself and not for the database.
 */
public final class PrometheusExporter implements MetricsExporter {

    private static final String PATH = "/metrics";
    private static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";

    /** Create the exporter; for {@link java.util.ServiceLoader}. */
    public PrometheusExporter() {}

    @Override
    public Running start(InetSocketAddress address, Source source) throws IOException {
        HttpServer server;
        try {
            server = HttpServer.create(address, 0);
        } catch (IOException e) {
            throw new IOException(
                    "metrics: cannot listen on " + address.getHostString() + ":" + address.getPort() + " ("
                            + e.getMessage() + ")",
                    e);
        }
        ExecutorService thread = Executors.newSingleThreadExecutor(task -> {
            Thread created = new Thread(task, "metrics");
            created.setDaemon(true);
            return created;
        });
        ServerFigures figures = new ServerFigures(source);
        server.setExecutor(thread);
        server.createContext(PATH, exchange -> answer(exchange, figures));
        server.start();
        return new Running() {
            @Override
            public InetSocketAddress address() {
                return server.getAddress();
            }

            @Override
            public void close() {
                server.stop(0);
                thread.shutdownNow();
                figures.close();
            }
        };
    }

    private static void answer(HttpExchange exchange, ServerFigures figures) throws IOException {
        try (exchange) {
            if (!exchange.getRequestMethod().equals("GET")) {
                exchange.getResponseHeaders().set("Allow", "GET");
                exchange.sendResponseHeaders(405, -1);
            } else if (!exchange.getRequestURI().getPath().equals(PATH)) {
                exchange.sendResponseHeaders(404, -1);
            } else {
                byte[] body = figures.scrape().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", TEXT);
                exchange.sendResponseHeaders(200, body.length);
                exchange.getResponseBody().write(body);
            }
        }
    }
}
