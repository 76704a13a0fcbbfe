/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.ovsdb.tls.TlsSettings;
import io.opsswitch.vswitchd.xlate.headers.VlanStack;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * The database as far as the core of the switch is configured by it. Immutable.
 *
 * @param row the row of the Open_vSwitch table
 * @param nextCfg the number to report back when all of this is in effect
 * @param awaitsFlows whether somebody is going to restore flows, and packets and controllers are to wait until that is done
 * @param tls keys and certificates for connections to controllers
 * @param managers the targets of who manages the database, those that are reached through bridges
 * @param warnings what was found wrong with it, a sentence each; such parts are left out
 */
record SwitchConfig(
        UUID row,
        long nextCfg,
        Map<String, String> otherConfig,
        boolean awaitsFlows,
        List<BridgeConfig> bridges,
        TlsSettings tls,
        List<String> managers,
        List<String> warnings) {

    static final int DEFAULT_STATS_INTERVAL_MILLIS = 5000;
    /** For controllers that were made when switches looked at no more. */
    private static final int DEFAULT_VLAN_LIMIT = 1;

    private static final long DEFAULT_BUNDLE_IDLE_MILLIS = 10_000;

    SwitchConfig {
        otherConfig = Map.copyOf(otherConfig);
        bridges = List.copyOf(bridges);
        managers = List.copyOf(managers);
        warnings = List.copyOf(warnings);
    }

    /** Return a number of {@code other_config}; the default if it is absent or no number. */
    static int number(Map<String, String> map, String key, int otherwise) {
        String text = map.get(key);
        if (text == null) {
            return otherwise;
        }
        try {
            return Integer.parseInt(text.strip());
        } catch (NumberFormatException e) {
            return otherwise;
        }
    }

    /** Return after how many milliseconds a bundle of OpenFlow is discarded that nobody touches. */
    long bundleIdleMillis() {
        int seconds = number(otherConfig, "bundle-idle-timeout", 0);
        return seconds > 0 ? seconds * 1000L : DEFAULT_BUNDLE_IDLE_MILLIS;
    }

    /** Return how many VLAN tags of a packet are looked at; 0 stands for as many as can be. */
    int vlanLimit() {
        int wanted = number(otherConfig, "vlan-limit", DEFAULT_VLAN_LIMIT);
        return wanted <= 0 ? VlanStack.MAX : Math.min(wanted, VlanStack.MAX);
    }

    /** Return how often statistics go to the database, in milliseconds; at least 5000, as documented. */
    int statsIntervalMillis() {
        return Math.max(
                DEFAULT_STATS_INTERVAL_MILLIS,
                number(otherConfig, "stats-update-interval", DEFAULT_STATS_INTERVAL_MILLIS));
    }
}
