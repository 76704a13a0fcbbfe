/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;

/** Gives timestamps (RFC 3161) on the loopback interface, by openssl. */
final class TimestampAuthority implements AutoCloseable {

    private static final String SETTINGS = """
            [tsa]
            default_tsa = authority
            [authority]
            serial = serial
            signer_cert = certificate.pem
            certs = certificate.pem
            signer_key = key.pem
            signer_digest = sha256
            default_policy = 1.2.3.4.1
            digests = sha256, sha384, sha512
            ess_cert_id_alg = sha256
            """;

    private final Path folder;
    private final HttpServer server;

    /** Open an authority with its files in an empty folder. */
    TimestampAuthority(Path folder) throws Exception {
        this.folder = folder;
        Files.writeString(folder.resolve("settings"), SETTINGS);
        Files.writeString(folder.resolve("serial"), "01\n");
        String key = folder.resolve("key.pem").toString();
        Peers.run(
                "openssl",
                "req",
                "-x509",
                "-newkey",
                "rsa:2048",
                "-nodes",
                "-keyout",
                key,
                "-out",
                certificate().toString(),
                "-subj",
                "/CN=Clock",
                "-addext",
                "extendedKeyUsage=critical,timeStamping");
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/time", this::answer);
        server.start();
    }

    /** Return the certificate of the authority. */
    Path certificate() {
        return folder.resolve("certificate.pem");
    }

    /** Return where it answers; below that there is nothing. */
    String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/time";
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            if (!exchange.getRequestURI().getPath().equals("/time")) {
                exchange.sendResponseHeaders(404, -1);
                return;
            }
            Files.write(folder.resolve("query"), exchange.getRequestBody().readAllBytes());
            Process process = new ProcessBuilder(
                            "openssl", "ts", "-reply", "-config", "settings", "-queryfile", "query", "-out", "reply")
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (process.waitFor() != 0) {
                exchange.sendResponseHeaders(500, -1);
                return;
            }
            byte[] reply = Files.readAllBytes(folder.resolve("reply"));
            exchange.getResponseHeaders().add("Content-Type", "application/timestamp-reply");
            exchange.sendResponseHeaders(200, reply.length);
            exchange.getResponseBody().write(reply);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new UncheckedIOException(new IOException(e));
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
