/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.common.coverage.Coverage;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathProvider;
import io.opsswitch.datapath.DatapathSpec;
import io.opsswitch.datapath.nativelib.NativeLibrary;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
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

    static final String SYMBOL = "OPS_DATAPATH_USERSPACE";

    private static final Set<String> TYPES = Set.of(
            PortFactory.SYSTEM, PortFactory.AF_XDP, PortFactory.AF_XDP_NON_PMD, "internal", "tap", DummyPort.TYPE);

    /** Create a provider. Called by {@link java.util.ServiceLoader}. */
    public UserspaceDatapathProvider() {}

    @Override
    public String symbol() {
        return SYMBOL;
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
    public Datapath open(DatapathSpec spec) {
        return open(spec, new PortFactory.Devices(spec.dummies(), spec.dummiesMade(), false));
    }

    @Override
    public void register(ControlCommands commands, Supplier<? extends List<Datapath>> datapaths) {
        registerCounters();
        PmdCommands.register(commands, datapaths);
    }

    /** Let those who watch batches that grow see that here none does: they hold what a port may hand over at once. */
    static void registerCounters() {
        Coverage.counter("dp_packet_batch_grow");
    }

    @Override
    public Datapath open(String name) {
        return open(DatapathSpec.of(TYPE, name));
    }

    /** Open a datapath with certain ports. */
    static Datapath open(DatapathSpec spec, PortFactory.Devices devices) {
        int half = Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        int threads = Math.max(1, Integer.getInteger("ops.datapath.poll-threads", half));
        int spinMicros = Math.max(0, Integer.getInteger("ops.datapath.spin-micros", 0));
        return new UserspaceDatapath(spec, devices, nativeFailure(), threads, spinMicros);
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
