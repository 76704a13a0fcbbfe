/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.port;

import io.opsswitch.openflow.message.wire.Age;
import io.opsswitch.openflow.message.wire.MultipartBody;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What has been counted at a port. Immutable. */
public final class PortStats {

    /** The value of a counter that is not told. */
    public static final long UNKNOWN = -1;

    private final int port;
    private final Age age;
    private final long[] counters;
    private final List<Custom> custom;

    PortStats(int port, Age age, long[] counters, List<Custom> custom) {
        this.port = port;
        this.age = age;
        this.counters = counters;
        this.custom = List.copyOf(custom);
    }

    /** Return that of a port; counters that are not among these are unknown. */
    public static PortStats of(int port, Age age, Map<PortCounter, Long> counters, List<Custom> custom) {
        long[] values = unknown();
        counters.forEach((counter, value) -> values[counter.ordinal()] = value);
        return new PortStats(port, age, values, custom);
    }

    static long[] unknown() {
        long[] values = new long[PortCounter.values().length];
        Arrays.fill(values, UNKNOWN);
        return values;
    }

    /** Return the number of the port. */
    public int port() {
        return port;
    }

    /** Return how long it has been there; told from OpenFlow 1.3 on. */
    public Age age() {
        return age;
    }

    /** Return a counter, or {@link #UNKNOWN}. */
    public long get(PortCounter counter) {
        return counters[counter.ordinal()];
    }

    /** Return counters that only this kind of port has; told from OpenFlow 1.4 on. */
    public List<Custom> custom() {
        return custom;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PortStats stats
                && port == stats.port
                && age.equals(stats.age)
                && Arrays.equals(counters, stats.counters)
                && custom.equals(stats.custom);
    }

    @Override
    public int hashCode() {
        return 31 * port + Arrays.hashCode(counters);
    }

    @Override
    public String toString() {
        return "port " + port + " " + age + " " + Arrays.toString(counters) + " " + custom;
    }

    /**
     * A counter that only some kind of port has.
     *
     * @param name its name, at most 255 characters
     * @param value its value
     */
    public record Custom(String name, long value) {}

    /**
     * Statistics of ports.
     *
     * @param entries the ports
     */
    public record Reply(List<PortStats> entries) implements MultipartBody<PortStats> {}
}
