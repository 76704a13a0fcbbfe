/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathProvider;
import io.opsswitch.datapath.nativelib.NativeLibrary;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes userspace datapaths. Without the native library of this platform they have {@code dummy} ports only, and adding
 * another port says what is missing.
 *
 * <p>System properties, read when a datapath is opened: {@code ops.datapath.poll-threads}, number of threads that read
 * ports, half of the processors unless given; {@code ops.datapath.spin-micros}, how long such a thread keeps looking for
 * the next packet before it waits in the system, 0 unless given.
 */
public final class UserspaceDatapathProvider implements DatapathProvider {

    /** The datapath type. */
    public static final String TYPE = "netdev";

    private static final Set<String> TYPES = Set.of(PortFactory.SYSTEM, "internal", "tap", DummyPort.TYPE);

    /** Create a provider. Called by {@link java.util.ServiceLoader}. */
    public UserspaceDatapathProvider() {}

    @Override
    public String symbol() {
        return "OPS_DATAPATH_USERSPACE";
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Set<String> interfaceTypes() {
        return nativeFailure() == null ? TYPES : Set.of(DummyPort.TYPE);
    }

    @Override
    public Datapath open(String name) {
        int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        int threads = Math.max(1, Integer.getInteger("ops.datapath.poll-threads", half));
        int spinMicros = Math.max(0, Integer.getInteger("ops.datapath.spin-micros", 0));
        return new UserspaceDatapath(name, nativeFailure(), threads, spinMicros);
    }

    /** Return why there is no native library, or null if there is one. */
    private static @Nullable String nativeFailure() {
        try {
            NativeLibrary.load();
            return null;
        } catch (UnsatisfiedLinkError e) {
            return e.getMessage();
        }
    }
}
