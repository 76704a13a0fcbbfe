/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdbmetrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.opsswitch.ovsdb.spi.MetricsExporter.Source;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The meters of one server, and of its JVM. The figures are asked for once a scrape, so that those of one answer belong
 * together. Used by the exporter's thread.
 */
final class ServerFigures implements AutoCloseable {

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Source source;
    private final Set<String> known = new HashSet<>();
    private Map<String, Long> gauges = Map.of();
    private Map<String, Long> counters = Map.of();

    ServerFigures(Source source) {
        this.source = source;
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    String scrape() {
        gauges = source.gauges();
        counters = source.counters();
        for (String name : gauges.keySet()) {
            if (known.add(name)) {
                Gauge.builder("ovsdb." + name.replace('-', '.'), this, figures -> figures.gauge(name))
                        .description("the figure \"" + name + "\" of memory/show")
                        .register(registry);
            }
        }
        for (String name : counters.keySet()) {
            if (known.add("event " + name)) {
                FunctionCounter.builder("ovsdb.events", this, figures -> figures.counter(name))
                        .tag("event", name)
                        .description("how often what coverage/show lists has happened")
                        .register(registry);
            }
        }
        return registry.scrape();
    }

    private double gauge(String name) {
        return gauges.getOrDefault(name, 0L);
    }

    private double counter(String name) {
        return counters.getOrDefault(name, 0L);
    }

    @Override
    public void close() {
        registry.close();
    }
}
