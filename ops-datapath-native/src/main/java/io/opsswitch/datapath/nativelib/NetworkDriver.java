/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

import java.util.Map;
import java.util.TreeMap;

/** What the drivers of network devices say of themselves. Safe for use by several threads. */
public final class NetworkDriver {

    private static final String[] KEYS = {"driver_name", "driver_version", "firmware_version"};

    private NetworkDriver() {}

    /**
     * Ask a device for its driver, in the keys of {@code Interface.status} (ovs-vswitchd.conf.db(5)): {@code driver_name},
     * {@code driver_version}, {@code firmware_version}, and {@code peer_ifindex} of a veth device. Empty if there is no such
     * device, or if it does not tell.
     */
    public static Map<String, String> status(String device) {
        String[] texts = {"", "", ""};
        long peer = query0(device, texts);
        if (peer < 0) {
            return Map.of();
        }
        Map<String, String> status = new TreeMap<>();
        for (int i = 0; i < KEYS.length; i++) {
            status.put(KEYS[i], texts[i]);
        }
        if (peer > 0) {
            status.put("peer_ifindex", String.valueOf(peer));
        }
        return status;
    }

    private static native long query0(String device, String[] texts);
}
