/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd;

import io.opsswitch.datapath.Datapath;
import io.opsswitch.vswitchd.bridge.Backer;
import io.opsswitch.vswitchd.bridge.BridgeManager;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.spi.SwitchAccess;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.LongSupplier;

/**
 * What features of one switch have around them.
 *
 * @param objects what they share, by class; used by the switch's thread only
 */
record Surroundings(BridgeManager bridges, LongSupplier clock, boolean usesSystemRoutes, Map<Class<?>, Object> objects)
        implements SwitchAccess {

    private static final long ALL = -1;

    <T> T shared(Class<T> type, Function<SwitchAccess, T> maker) {
        Object there = objects.get(type);
        if (there == null) {
            there = maker.apply(this);
            objects.put(type, there);
        }
        return type.cast(there);
    }

    @Override
    public List<Datapath> datapaths() {
        return bridges.backers().stream().map(Backer::datapath).toList();
    }

    @Override
    public List<SwitchSnapshot> snapshots() {
        return bridges.backers().stream().map(Backer::snapshot).toList();
    }

    @Override
    public long now() {
        return clock.getAsLong();
    }

    @Override
    public void changed() {
        bridges.backers().forEach(backer -> backer.changes().accept(ALL));
    }
}
