/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdbmetrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.ovsdb.spi.MetricsExporter;
import io.opsswitch.ovsdb.spi.MetricsExporter.Running;
import io.opsswitch.ovsdb.spi.MetricsExporter.Source;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PrometheusExporterTest {

    private final Map<String, Long> gauges = new TreeMap<>(Map.of("sessions", 3L, "txn-history", 7L));
    private final Map<String, Long> counters = new TreeMap<>(Map.of("jsonrpc_sent", 5L));

    private Running start(int port) throws IOException {
        MetricsExporter exporter =
                ServiceLoader.load(MetricsExporter.class).findFirst().orElseThrow();
        return exporter.start(new InetSocketAddress("127.0.0.1", port), new Source() {
            @Override
            public Map<String, Long> gauges() {
                return gauges;
            }

            @Override
            public Map<String, Long> counters() {
                return counters;
            }
        });
    }

    private static HttpResponse<String> ask(Running running, String method, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + running.address().getPort() + path))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .build();
        return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void showsWhatTheServerCountsNow() throws Exception {
        try (Running running = start(0)) {
            HttpResponse<String> first = ask(running, "GET", "/metrics");
            assertThat(first.statusCode()).isEqualTo(200);
            assertThat(first.headers().firstValue("Content-Type")).hasValueSatisfying(type -> assertThat(type)
                    .startsWith("text/plain; version=0.0.4"));
            assertThat(first.body())
                    .contains("# TYPE ovsdb_sessions gauge\novsdb_sessions 3.0\n")
                    .contains("ovsdb_txn_history 7.0\n")
                    .contains("ovsdb_events_total{event=\"jsonrpc_sent\"} 5.0\n")
                    .contains("jvm_memory_used_bytes{");
            gauges.put("sessions", 4L);
            gauges.put("backlog", 9L);
            counters.put("jsonrpc_sent", 6L);
            assertThat(ask(running, "GET", "/metrics").body())
                    .contains("ovsdb_sessions 4.0\n", "ovsdb_backlog 9.0\n")
                    .contains("ovsdb_events_total{event=\"jsonrpc_sent\"} 6.0\n");
        }
    }

    @Test
    void refusesOtherPathsMethodsAndPortsInUse() throws Exception {
        try (Running running = start(0)) {
            assertThat(ask(running, "GET", "/metrics/x").statusCode()).isEqualTo(404);
            assertThat(ask(running, "POST", "/metrics").statusCode()).isEqualTo(405);
            int port = running.address().getPort();
            assertThatThrownBy(() -> start(port))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("metrics: cannot listen on 127.0.0.1:" + port + " (");
        }
    }
}
