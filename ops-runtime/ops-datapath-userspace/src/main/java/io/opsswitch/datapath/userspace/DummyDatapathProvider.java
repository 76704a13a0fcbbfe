/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathProvider;
import io.opsswitch.datapath.DatapathSpec;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Makes datapaths for tests of type {@value #TYPE}: the userspace datapath with {@link DummyPort}s, one for the bridge
 * itself too, so that nothing of the host is touched. They need no rights and no native library.
 */
public final class DummyDatapathProvider implements DatapathProvider {

    /** The datapath type. */
    public static final String TYPE = "dummy";

    private static final Set<String> TYPES = Set.of(DummyPort.TYPE, DummyPort.INTERNAL, DummyPort.PMD);

    /** Create a provider. Called by {@link java.util.ServiceLoader}. */
    public DummyDatapathProvider() {}

    @Override
    public String symbol() {
        return UserspaceDatapathProvider.SYMBOL;
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Set<String> interfaceTypes() {
        return TYPES;
    }

    @Override
    public Datapath open(DatapathSpec spec) {
        // Open vSwitch gives an address to the port that each of its datapaths has for itself.
        spec.dummiesMade().getAndIncrement();
        return UserspaceDatapathProvider.open(spec, new PortFactory.Devices(spec.dummies(), spec.dummiesMade(), true));
    }

    @Override
    public void register(ControlCommands commands, Supplier<? extends List<Datapath>> datapaths) {
        UserspaceDatapathProvider.registerCounters();
        PmdCommands.register(commands, datapaths);
        DummyCommands.register(commands, datapaths);
    }
}
