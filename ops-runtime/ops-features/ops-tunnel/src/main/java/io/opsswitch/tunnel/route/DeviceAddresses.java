/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.route;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The addresses that devices have: those of the system, and those that tests have given to stand-ins. Safe for use by
 * several threads.
 */
public final class DeviceAddresses {

    private final Map<String, List<Prefix>> standIns = new LinkedHashMap<>();
    private Map<String, List<Prefix>> system = Map.of();
    private volatile Map<String, List<Prefix>> all = Map.of();

    /** Create without any. */
    public DeviceAddresses() {}

    /** Give a stand-in one more address. */
    public synchronized void add(String device, Prefix address) {
        List<Prefix> list = standIns.computeIfAbsent(device, name -> new ArrayList<>());
        list.removeIf(old -> old.ip().equals(address.ip()));
        list.add(address);
        publish();
    }

    /** Take over the addresses of the system's devices; return whether they are others than before. */
    public synchronized boolean setSystem(Map<String, List<Prefix>> addresses) {
        if (system.equals(addresses)) {
            return false;
        }
        system = Map.copyOf(addresses);
        publish();
        return true;
    }

    private void publish() {
        Map<String, List<Prefix>> now = new LinkedHashMap<>(system);
        standIns.forEach((device, list) -> now.put(device, List.copyOf(list)));
        all = now;
    }

    /** Return the addresses of a device, none if it has none or is not there. */
    public List<Prefix> of(String device) {
        return all.getOrDefault(device, List.of());
    }

    /** Return the addresses of all devices that have any; not to be changed. */
    public Map<String, List<Prefix>> all() {
        return all;
    }

    /** Return the address of a device with which it reaches another one directly, or null. */
    public @Nullable Ip sourceFor(Ip destination, String device) {
        Prefix best = null;
        for (Prefix each : of(device)) {
            boolean fits = (!destination.isV4() || each.ip().isV4()) && each.contains(destination);
            if (fits && (best == null || each.length() > best.length())) {
                best = each;
            }
        }
        return best == null ? null : best.ip();
    }

    /** Return whether a device has an address, in the network of a destination. */
    public boolean has(String device, Ip source, Ip destination) {
        return of(device).stream().anyMatch(each -> each.ip().equals(source) && each.contains(destination));
    }
}
