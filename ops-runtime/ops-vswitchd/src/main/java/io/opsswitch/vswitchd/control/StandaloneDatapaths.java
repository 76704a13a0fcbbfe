/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.vswitchd.bridge.Backer;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Datapaths that no bridge has: people make them with {@code dpctl/add-dp}, and give them ports and flows by hand. Packets
 * that no flow matches are dropped. Safe for use by several threads.
 */
public final class StandaloneDatapaths implements AutoCloseable {

    /** The number of the port that has the datapath's name. */
    static final int LOCAL_PORT = 0;

    private final Opener opener;
    private final Map<String, Backer> datapaths = new TreeMap<>();

    /** Opens datapaths. */
    @FunctionalInterface
    public interface Opener {
        /**
         * Open a datapath that no bridge has.
         *
         * @throws DatapathException if there is none of this type or this host cannot offer it
         */
        Backer open(String type, String name) throws DatapathException;
    }

    /** Create without datapaths. */
    public StandaloneDatapaths(Opener opener) {
        this.opener = opener;
    }

    /** Return them in the order of their names. */
    synchronized List<Backer> all() {
        return List.copyOf(datapaths.values());
    }

    /**
     * Make a datapath with its local port.
     *
     * @return null if there is one of this name
     * @throws DatapathException if it cannot be made
     */
    synchronized @Nullable Backer add(String type, String name) throws DatapathException {
        String key = type + "@" + name;
        if (datapaths.containsKey(key)) {
            return null;
        }
        Backer made = opener.open(type, name);
        try {
            // A kernel's has made it by itself.
            if (!made.datapath().isLasting()) {
                made.datapath().addPort(new PortSpec(name, "internal", Map.of(), 0, LOCAL_PORT));
            }
        } catch (DatapathException e) {
            made.close();
            throw e;
        }
        datapaths.put(key, made);
        return made;
    }

    /** Remove a datapath with its ports and flows; return whether it is one of these. */
    synchronized boolean remove(Backer datapath) {
        boolean isOurs = datapaths.values().remove(datapath);
        if (isOurs) {
            datapath.close();
        }
        return isOurs;
    }

    /** Close all of them; those of a kernel stay there. */
    @Override
    public synchronized void close() {
        for (Backer each : datapaths.values()) {
            if (each.datapath().isLasting()) {
                each.leave();
            } else {
                each.close();
            }
        }
        datapaths.clear();
    }
}
