/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.DatapathFeature;
import io.opsswitch.datapath.DatapathProvider;
import io.opsswitch.datapath.DatapathSpec;
import io.opsswitch.datapath.Dummies;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The datapaths of this host: the types that exist, and those in use. The maps are owned by the reconciler's thread; the
 * list of backers may be read by any.
 */
final class Datapaths {

    private static final Vlog VLOG = Vlog.module("dpif");
    private static final Vlog FEATURES = Vlog.module("ofproto_dpif");
    private static final String SYSTEM = "system";
    private static final String DUMMY = "dummy";

    private final Map<String, DatapathProvider> providers = new TreeMap<>();
    private final Map<String, Backer> open = new TreeMap<>();
    private final LongSupplier clock;
    private final Dummies dummies;
    private final AtomicLong dummiesMade = new AtomicLong();
    private final Runnable portChanged;
    private volatile List<Backer> backers = List.of();
    private Set<String> featureTypes = Set.of();

    /**
     * Create without open datapaths.
     *
     * @param portChanged called, by any thread, when the state of a port may have changed
     */
    Datapaths(Collection<DatapathProvider> providers, LongSupplier clock, Dummies dummies, Runnable portChanged) {
        for (DatapathProvider provider : providers) {
            if (dummies.areAllowed() || !provider.type().equals(DUMMY)) {
                this.providers.put(provider.type(), provider);
            }
        }
        this.clock = clock;
        this.dummies = dummies;
        this.portChanged = portChanged;
    }

    /** Register the control commands that datapaths bring. */
    void register(ControlCommands commands) {
        providers
                .values()
                .forEach(provider -> provider.register(
                        commands, () -> backers.stream().map(Backer::datapath).toList()));
    }

    /** Return the datapath types that exist. */
    Set<String> types() {
        Set<String> types = new TreeSet<>(providers.keySet());
        if (dummies.replace(SYSTEM)) {
            types.add(SYSTEM);
        }
        types.removeIf(this::isReplacedByNothing);
        return types;
    }

    /** Say which interface types feature modules bring. */
    void setFeatureTypes(Set<String> types) {
        featureTypes = Set.copyOf(types);
    }

    /** Return the interface types that some bridge could have. */
    Set<String> interfaceTypes() {
        Set<String> types = new TreeSet<>(featureTypes);
        types.add(InterfaceConfig.PATCH);
        for (DatapathProvider provider : providers.values()) {
            types.addAll(provider.interfaceTypes());
        }
        if (!dummies.areAllowed()) {
            types.removeIf(type -> type.startsWith(DUMMY));
        }
        return types;
    }

    /** Return whether interfaces of a type may be added; whether they can, the datapath knows. */
    boolean allows(String interfaceType) {
        return dummies.areAllowed() || !interfaceType.startsWith(DUMMY);
    }

    /** Return the type that is used where the database says nothing. */
    private String defaultType() {
        return providers.containsKey(SYSTEM) || dummies.replace(SYSTEM) || providers.isEmpty()
                ? SYSTEM
                : providers.containsKey("netdev")
                        ? "netdev"
                        : providers.keySet().iterator().next();
    }

    /**
     * Return the datapath of a type, opened if need be.
     *
     * @throws DatapathException if there is none of this type or this host cannot offer it
     */
    Backer get(String wanted) throws DatapathException {
        String type = wanted.isEmpty() ? defaultType() : wanted;
        Backer backer = open.get(type);
        if (backer != null) {
            return backer;
        }
        Datapath datapath = open(type, "ovs-" + type);
        datapath.setPortListener(portChanged);
        VLOG.info("opened datapath %s@%s", type, datapath.name());
        for (String line : DatapathFeature.logLines(datapath.abilities())) {
            FEATURES.info("%s@%s: %s", type, datapath.name(), line);
        }
        backer = new Backer(datapath, clock).start();
        open.put(type, backer);
        backers = List.copyOf(open.values());
        return backer;
    }

    /** Open a datapath of a type; any thread may do so. */
    private Datapath open(String type, String name) throws DatapathException {
        DatapathProvider provider = providers.get(dummies.replace(type) ? DUMMY : type);
        if (provider == null) {
            throw new DatapathException(isReplacedByNothing(type) ? noStandIns(type) : unknown(type));
        }
        return provider.open(new DatapathSpec(type, name, clock, dummies, dummiesMade));
    }

    private boolean isReplacedByNothing(String type) {
        return dummies.replace(type) && !providers.containsKey(DUMMY);
    }

    /** To set another type would not help then: with {@code override} each of them is replaced. */
    private String noStandIns(String type) {
        return "--enable-dummy=" + (dummies == Dummies.ALL ? "override" : "system") + " puts stand-ins in the place of"
                + " datapath type " + type + ", and this image has none; start ovs-vswitchd without that option, or use"
                + " an image with the userspace datapath (OPS_DATAPATH_USERSPACE)";
    }

    private String unknown(String type) {
        String what = "datapath type " + type + " is not in this image; ";
        return providers.isEmpty()
                ? what + "it has none at all: use one with OPS_DATAPATH_USERSPACE or OPS_DATAPATH_NETLINK"
                : what + "set datapath_type of the bridge to one of: " + String.join(", ", providers.keySet());
    }

    /**
     * Open a datapath that no bridge has; whoever asked for it closes it. Any thread may call this.
     *
     * @throws DatapathException if there is none of this type or this host cannot offer it
     */
    Backer openAlone(String type, String name) throws DatapathException {
        return new Backer(open(type, name), clock);
    }

    /** Close the datapaths that are not among those in use. */
    void retain(Set<Backer> used) {
        for (Map.Entry<String, Backer> entry : List.copyOf(open.entrySet())) {
            if (!used.contains(entry.getValue())) {
                open.remove(entry.getKey());
                backers = List.copyOf(open.values());
                entry.getValue().close();
            }
        }
    }

    /** Close those datapaths whose ports and flows stay then. */
    void leaveLasting() {
        for (Map.Entry<String, Backer> entry : List.copyOf(open.entrySet())) {
            if (entry.getValue().datapath().isLasting()) {
                open.remove(entry.getKey());
                backers = List.copyOf(open.values());
                entry.getValue().leave();
            }
        }
    }

    /** Return the datapaths in use. */
    List<Backer> backers() {
        return backers;
    }
}
