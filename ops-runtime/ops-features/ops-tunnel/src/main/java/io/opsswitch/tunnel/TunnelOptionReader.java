/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel;

import io.opsswitch.datapath.DatapathException;
import io.opsswitch.tunnel.TunnelConfig.Key;
import io.opsswitch.tunnel.route.Ip;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads the options of one tunnel. What Open vSwitch takes with a warning is taken here too; what it refuses is refused with
 * its words, all warnings among them. Used once.
 */
final class TunnelOptionReader {

    private static final int DSCP = 0xfc;
    private static final Set<String> IPSEC = Set.of("remote_cert", "remote_name", "psk");

    private final String name;
    private final TunnelProtocol protocol;
    private final Map<String, String> options;
    private final List<String> problems = new ArrayList<>();

    private Ip remote = Ip.NONE;
    private boolean isRemoteFlow;
    private Ip local = Ip.NONE;
    private boolean isLocalFlow;
    private int destinationPort;
    private @Nullable Boolean checksum;
    private int tos;
    private int ttl;
    private boolean mayFragment;
    private @Nullable Long egressMark;
    private final Map<String, String> own = new TreeMap<>();

    private TunnelOptionReader(String name, TunnelProtocol protocol, Map<String, String> options) {
        this.name = name;
        this.protocol = protocol;
        this.options = options;
        this.destinationPort = protocol.defaultPort();
    }

    /**
     * Read options.
     *
     * @param warnings gets sentences about options that are left out
     * @throws DatapathException if they cannot be; the message is for {@code Interface.error}
     */
    static TunnelConfig read(String name, TunnelProtocol protocol, Map<String, String> options, List<String> warnings)
            throws DatapathException {
        return new TunnelOptionReader(name, protocol, options).read(warnings);
    }

    private TunnelConfig read(List<String> warnings) throws DatapathException {
        for (Map.Entry<String, String> option : new TreeMap<>(options).entrySet()) {
            read(option.getKey(), option.getValue());
        }
        if (!remote.isSet() && !isRemoteFlow) {
            throw refusal(name + ": " + protocol.type() + " type requires valid 'remote_ip' argument");
        }
        if (isLocalFlow && !isRemoteFlow) {
            throw refusal(name + ": " + protocol.type() + " type requires 'remote_ip=flow' with 'local_ip=flow'");
        }
        if (remote.isSet() && local.isSet() && remote.isV4() != local.isV4()) {
            throw refusal(name + ": 'remote_ip' and 'local_ip' has to be of the same address family");
        }
        warnings.addAll(problems);
        return new TunnelConfig(
                remote,
                isRemoteFlow,
                local,
                isLocalFlow,
                key("in_key"),
                key("out_key"),
                destinationPort,
                checksum,
                tos,
                ttl == 0 ? TunnelConfig.DEFAULT_TTL : ttl,
                mayFragment,
                egressMark,
                own);
    }

    private DatapathException refusal(String why) {
        problems.add(why);
        return new DatapathException(String.join("\n", problems));
    }

    private void read(String option, String value) throws DatapathException {
        switch (option) {
            case "remote_ip" -> {
                isRemoteFlow = value.equals("flow");
                remote = isRemoteFlow ? Ip.NONE : address(option, value);
                if (remote.isMulticast()) {
                    throw refusal(name + ": multicast remote_ip=" + value + " not allowed");
                }
            }
            case "local_ip" -> {
                isLocalFlow = value.equals("flow");
                local = isLocalFlow ? Ip.NONE : address(option, value);
            }
            case "tos" -> tos(value);
            case "ttl" -> ttl = value.equals("inherit") ? TunnelConfig.INHERIT : (int) leading(value) & 0xff;
            case "df_default" -> mayFragment = value.equals("false");
            case "egress_pkt_mark" -> egressMark = leading(value) & 0xffff_ffffL;
            case "key", "in_key", "out_key" -> {
                // Read at the end: one may stand for the other.
            }
            case "packet_type" -> packetType(value);
            case "csum" -> {
                if (!protocol.hasChecksum()) {
                    unknown(option);
                } else if (value.equals("true") || value.equals("false")) {
                    checksum = Boolean.valueOf(value);
                }
            }
            case "dst_port" -> {
                if (protocol.defaultPort() == 0) {
                    unknown(option);
                } else {
                    destinationPort = (int) leading(value) & 0xffff;
                }
            }
            default -> other(option, value);
        }
    }

    private void other(String option, String value) throws DatapathException {
        if (IPSEC.contains(option) || option.startsWith("ipsec_")) {
            // For ovs-monitor-ipsec, which reads the database itself.
            return;
        }
        String problem = protocol.checkOption(option, value);
        if (problem.equals(TunnelConfig.UNKNOWN_OPTION)) {
            unknown(option);
        } else if (!problem.isEmpty()) {
            problems.add(name + ": " + problem);
        } else {
            own.put(option, value);
        }
    }

    private void unknown(String option) {
        problems.add(name + ": unknown " + protocol.type() + " argument '" + option + "'");
    }

    private void packetType(String value) throws DatapathException {
        switch (value) {
            case "legacy_l2" -> {
                // The only one that tunnels here have.
            }
            case "legacy_l3" ->
                throw refusal(name + ": legacy_l3 configured on "
                        + (protocol.type().equals("vxlan") ? "VXLAN (without GPE)" : protocol.type())
                        + " tunnel that cannot carry L3 traffic");
            case "ptap" ->
                throw refusal(name
                        + ": packet_type=ptap is not supported: the switch knows Ethernet packets only, leave it out");
            default -> throw refusal(name + ": unknown packet_type '" + value + "'");
        }
    }

    private Ip address(String option, String value) {
        Ip ip = Ip.parse(value);
        if (ip == null) {
            problems.add(name + ": bad " + protocol.type() + " '" + option + "'");
            return Ip.NONE;
        }
        return ip;
    }

    private void tos(String value) {
        if (value.equals("inherit")) {
            tos = TunnelConfig.INHERIT;
            return;
        }
        try {
            int number = Integer.decode(value);
            if (number == (number & DSCP)) {
                tos = number;
                return;
            }
        } catch (NumberFormatException e) {
            // Told below, like a number that is none of a type of service.
        }
        problems.add(name + ": invalid TOS " + value);
    }

    private Key key(String option) {
        String value = options.getOrDefault(option, options.get("key"));
        if (value == null) {
            return Key.NONE;
        }
        return value.equals("flow") ? new Key(true, true, 0) : new Key(true, false, number(value));
    }

    /** Return the number that a text begins with, 0 if it does with none; as Open vSwitch reads it. */
    private static long leading(String text) {
        String digits = text.strip().replaceFirst("[^0-9].*$", "");
        return digits.isEmpty() || digits.length() > 18 ? 0 : Long.parseLong(digits);
    }

    private static long number(String text) {
        try {
            if (text.startsWith("0x") || text.startsWith("0X")) {
                return Long.parseUnsignedLong(text.substring(2), 16);
            }
            return text.startsWith("0") && text.length() > 1
                    ? Long.parseUnsignedLong(text, 8)
                    : Long.parseUnsignedLong(text);
        } catch (NumberFormatException e) {
            return leading(text);
        }
    }
}
