/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.spi;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.Map;

/** Offers a server's figures to a monitoring system; looked for only when {@code --metrics} asks for one. */
public interface MetricsExporter {

    /** Where the figures come from. Safe for use by several threads. */
    interface Source {
        /** Return figures that go up and down, by name; may wait for the engine's thread. */
        Map<String, Long> gauges();

        /** Return how often what has happened since the start, by name. */
        Map<String, Long> counters();
    }

    /** An exporter that runs. */
    interface Running extends AutoCloseable {
        /** Return where it listens. */
        InetSocketAddress address();

        @Override
        void close();
    }

    /**
     * Start to listen.
     *
     * @throws IOException if the address cannot be listened on; the message is for the user
     */
    Running start(InetSocketAddress address, Source source) throws IOException;
}
