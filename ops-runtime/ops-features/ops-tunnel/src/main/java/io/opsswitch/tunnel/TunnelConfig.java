/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel;

import io.opsswitch.tunnel.route.Ip;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The options of a tunnel (ovs-vswitchd.conf.db(5), Interface, Tunnel Options). Immutable.
 *
 * @param remote address of the other end; {@link Ip#NONE} with {@code isRemoteFlow}
 * @param isRemoteFlow whether flows say where packets go
 * @param local address of this end, {@link Ip#NONE} for any
 * @param isLocalFlow whether flows say where packets come from
 * @param inKey which packets are received
 * @param outKey what packets are sent with
 * @param destinationPort destination port of UDP
 * @param checksum whether packets are sent with one; null: as is usual with the version of IP
 * @param tos type of service, or {@link #INHERIT}
 * @param ttl time to live, or {@link #INHERIT}
 * @param mayFragment whether others may cut the packets
 * @param egressMark mark of packets that are sent, or null
 * @param own the options that only this kind of tunnel has
 */
public record TunnelConfig(
        Ip remote,
        boolean isRemoteFlow,
        Ip local,
        boolean isLocalFlow,
        Key inKey,
        Key outKey,
        int destinationPort,
        @Nullable Boolean checksum,
        int tos,
        int ttl,
        boolean mayFragment,
        @Nullable Long egressMark,
        Map<String, String> own) {

    /** Returned by {@link TunnelProtocol#checkOption}: there is no such option. */
    public static final String UNKNOWN_OPTION = "?";
    /** In place of a type of service or a time to live: that of the packet inside. */
    public static final int INHERIT = -1;
    /** The time to live if nothing else is asked for. */
    public static final int DEFAULT_TTL = 64;

    /**
     * A key, such as the VNI of VXLAN.
     *
     * @param isPresent whether there is one
     * @param isFlow whether flows match on it, or say what it is
     * @param value which it is; 0 otherwise
     */
    public record Key(boolean isPresent, boolean isFlow, long value) {
        /** No key. */
        static final Key NONE = new Key(false, false, 0);
    }

    /** Create a configuration. */
    public TunnelConfig {
        own = Map.copyOf(own);
    }

    /** Return what the option {@code exts} names. */
    public Set<String> extensions() {
        return Set.of(own.getOrDefault("exts", "").split(","));
    }

    /** Return the options that are not as by default, sorted by name. */
    String describe(TunnelProtocol protocol) {
        TreeSet<String> shown = new TreeSet<>();
        shown.add("remote_ip=" + (isRemoteFlow ? "flow" : remote.toString()));
        if (local.isSet() || isLocalFlow) {
            shown.add("local_ip=" + (isLocalFlow ? "flow" : local.toString()));
        }
        boolean isOneKey = inKey.isFlow() && outKey.isFlow() || inKey.isPresent() && inKey.equals(outKey);
        if (isOneKey) {
            shown.add("key=" + text(inKey));
        } else {
            if (inKey.isPresent()) {
                shown.add("in_key=" + text(inKey));
            }
            if (outKey.isPresent()) {
                shown.add("out_key=" + text(outKey));
            }
        }
        if (ttl != DEFAULT_TTL) {
            shown.add("ttl=" + (ttl == INHERIT ? "inherit" : ttl));
        }
        if (tos != 0) {
            shown.add("tos=" + (tos == INHERIT ? "inherit" : "0x" + Integer.toHexString(tos)));
        }
        if (destinationPort != protocol.defaultPort()) {
            shown.add("dst_port=" + destinationPort);
        }
        if (checksum != null) {
            shown.add("csum=" + checksum);
        }
        own.forEach((option, value) -> {
            if (!option.equals("exts")) {
                shown.add(option + "=" + value);
            }
        });
        if (mayFragment) {
            shown.add("df_default=false");
        }
        if (egressMark != null) {
            shown.add("egress_pkt_mark=" + egressMark);
        }
        return String.join(", ", shown);
    }

    private static String text(Key key) {
        return key.isFlow() ? "flow" : Long.toUnsignedString(key.value());
    }
}
