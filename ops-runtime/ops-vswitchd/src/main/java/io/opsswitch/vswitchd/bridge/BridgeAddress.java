/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.datapath.Port;
import io.opsswitch.vswitchd.maclearning.MacAddresses;
import java.util.Collection;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.regex.Pattern;

/** Chooses the Ethernet address of a bridge, and its datapath identifier, as ovs-vswitchd.conf.db(5) says. */
final class BridgeAddress {

    private static final Pattern DATAPATH_ID = Pattern.compile("(0x)?[0-9a-fA-F]{1,16}");

    private BridgeAddress() {}

    /**
     * Return the address: the one asked for, else the least that a manufacturer gave to one of the bridge's devices,
     * else one made of the row's identifier, so that it stays the same after a restart.
     */
    static long choose(BridgeConfig bridge, Collection<RunningInterface> interfaces) {
        OptionalLong wanted = MacAddresses.parse(bridge.otherConfig().getOrDefault("hwaddr", ""));
        if (wanted.isPresent() && wanted.getAsLong() != 0 && !MacAddresses.isMulticast(wanted.getAsLong())) {
            return wanted.getAsLong();
        }
        long least = Long.MAX_VALUE;
        for (RunningInterface each : interfaces) {
            Port port = each.port();
            if (port != null && !each.config().name().equals(bridge.name())) {
                long address = port.macAddress();
                if (address != 0
                        && !MacAddresses.isMulticast(address)
                        && !MacAddresses.isLocal(address)
                        && address < least) {
                    least = address;
                }
            }
        }
        return least == Long.MAX_VALUE ? madeUp(bridge.row()) : least;
    }

    /** Return the datapath identifier as 16 hexadecimal digits. */
    static String datapathId(BridgeConfig bridge, long address) {
        String wanted = bridge.otherConfig().getOrDefault("datapath-id", "");
        if (DATAPATH_ID.matcher(wanted).matches()) {
            String digits = wanted.startsWith("0x") ? wanted.substring(2) : wanted;
            long id = Long.parseUnsignedLong(digits, 16);
            // An identifier is all 16 digits, or marked as hexadecimal; and 0 is none.
            if (id != 0 && (digits.length() == 16 || wanted.startsWith("0x"))) {
                return String.format(Locale.ROOT, "%016x", id);
            }
        }
        return String.format(Locale.ROOT, "%016x", address);
    }

    /** Return a locally administered station address. */
    static long madeUp(UUID seed) {
        long mixed = (seed.getMostSignificantBits() ^ Long.rotateLeft(seed.getLeastSignificantBits(), 29))
                * 0x9e3779b97f4a7c15L;
        return mixed >>> 16 & ~(1L << 40) | 2L << 40;
    }
}
