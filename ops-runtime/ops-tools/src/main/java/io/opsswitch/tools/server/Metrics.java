/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.server;

import io.opsswitch.common.coverage.Coverage;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.ovsdb.Remote;
import io.opsswitch.ovsdb.server.OvsdbServer;
import io.opsswitch.ovsdb.spi.MetricsExporter;
import io.opsswitch.ovsdb.spi.MetricsExporter.Running;
import io.opsswitch.ovsdb.spi.MetricsExporter.Source;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Iterator;
import java.util.Map;
import java.util.ServiceLoader;

/** The option {@code --metrics}: finds the feature that offers figures, and starts it. */
final class Metrics {

    private static final Vlog VLOG = Vlog.module("ovsdb_server");

    private Metrics() {}

    /** Offer a server's figures at {@code ADDRESS:PORT}. */
    static Running start(String text, OvsdbServer server) throws ExitException {
        InetSocketAddress address = parse(text);
        Iterator<MetricsExporter> found =
                ServiceLoader.load(MetricsExporter.class).iterator();
        if (!found.hasNext()) {
            throw new ExitException(
                    "--metrics needs the feature ops-ovsdb-metrics, which this image does not have: put it"
                            + " into the image, or leave the option out");
        }
        try {
            Running running = found.next().start(address, new Source() {
                @Override
                public Map<String, Long> gauges() {
                    return server.memory();
                }

                @Override
                public Map<String, Long> counters() {
                    return Coverage.totals();
                }
            });
            VLOG.info(
                    "metrics at http://%s:%d/metrics",
                    Remote.hostText(running.address()), running.address().getPort());
            return running;
        } catch (IOException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
    }

    private static InetSocketAddress parse(String text) throws ExitException {
        int colon = text.lastIndexOf(':');
        String host = text.substring(0, Math.max(0, colon));
        if (host.startsWith("[") && host.endsWith("]")) {
            host = host.substring(1, host.length() - 1);
        }
        if (host.isEmpty() || !text.substring(colon + 1).matches("[0-9]{1,5}")) {
            throw new ExitException(
                    "--metrics=" + text + ": it must be ADDRESS:PORT, such as 127.0.0.1:9475 or" + " [::1]:9475");
        }
        try {
            int port = Integer.parseInt(text.substring(colon + 1));
            return new InetSocketAddress(InetAddress.getByName(host), port);
        } catch (UnknownHostException e) {
            throw new ExitException("--metrics=" + text + ": unknown host " + host);
        } catch (IllegalArgumentException e) {
            throw new ExitException("--metrics=" + text + ": a port is at most 65535");
        }
    }
}
