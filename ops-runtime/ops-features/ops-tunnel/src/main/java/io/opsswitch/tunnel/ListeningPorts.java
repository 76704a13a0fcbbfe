/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.EtherType;
import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.match.MatchFormatter;
import io.opsswitch.tunnel.route.DeviceAddresses;
import io.opsswitch.tunnel.route.Ip;
import io.opsswitch.tunnel.route.Prefix;
import io.opsswitch.vswitchd.classifier.Classifier;
import io.opsswitch.vswitchd.classifier.ClassifierRule;
import io.opsswitch.vswitchd.classifier.LookupState;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * The packets that tunnels of this system receive: those to one of its addresses, of the protocol and port of a kind of
 * tunnel that is in use. Which port of the datapath such a packet is for. Safe for use by several threads.
 */
final class ListeningPorts {

    private static final long VERSION = 1;

    /** Fragments are received by nobody: there is no whole packet inside. */
    private static final long ANY_FRAGMENT = 3;

    private final DeviceAddresses addresses;
    private final ToLongFunction<String> macOf;
    private final List<Listening> ports = new ArrayList<>();
    private volatile State state = new State(Map.of(), new Classifier<>(List.of()), List.of());

    /** A port of a datapath that is in use. */
    private static final class Listening {
        private final String name;
        private final int number;
        private final int protocol;
        private final int port;
        private int users = 1;

        Listening(String name, int number, int protocol, int port) {
            this.name = name;
            this.number = number;
            this.protocol = protocol;
            this.port = port;
        }
    }

    private static final class Rule extends ClassifierRule {
        private final Listening port;

        Rule(Match match, Listening port) {
            super(match, 0, List.of());
            this.port = port;
        }
    }

    /** What lookups use, and what it was made of. */
    private record State(Map<String, Object> sources, Classifier<Rule> rules, List<Rule> all) {}

    /**
     * Create without ports.
     *
     * @param macOf tells the Ethernet address of a device, 0 if it has none
     */
    ListeningPorts(DeviceAddresses addresses, ToLongFunction<String> macOf) {
        this.addresses = addresses;
        this.macOf = macOf;
    }

    /** Note that an interface uses a port of a datapath. */
    synchronized void add(String name, int number, int protocol, int port) {
        for (Listening each : ports) {
            if (each.number == number && each.protocol == protocol) {
                each.users++;
                return;
            }
        }
        ports.add(new Listening(name, number, protocol, port));
        refresh();
    }

    /** Note that an interface does not use a port any more. */
    synchronized void remove(int number, int protocol) {
        for (Listening each : List.copyOf(ports)) {
            if (each.number == number && each.protocol == protocol && --each.users == 0) {
                ports.remove(each);
                refresh();
            }
        }
    }

    /** Look whether devices have other addresses than before, and if so listen there; return whether that is so. */
    synchronized boolean refresh() {
        Map<String, Object> sources = new HashMap<>();
        addresses.all().forEach((device, list) -> sources.put(device, List.of(macOf.applyAsLong(device), list)));
        ports.forEach(port -> sources.put("\0" + port.number + "/" + port.protocol, port));
        if (sources.equals(state.sources)) {
            return false;
        }
        Classifier<Rule> rules = new Classifier<>(List.of());
        List<Rule> all = new ArrayList<>();
        addresses.all().forEach((device, list) -> {
            long mac = macOf.applyAsLong(device);
            for (Prefix address : list) {
                for (Listening port : ports) {
                    Match match = match(mac, address.ip(), port);
                    if (mac != 0 && rules.find(match, 0, VERSION) == null) {
                        Rule rule = new Rule(match, port);
                        rules.insert(rule, VERSION);
                        all.add(rule);
                    }
                }
            }
        });
        rules.publish();
        state = new State(sources, rules, all);
        return true;
    }

    private static Match match(long mac, Ip ip, Listening port) {
        FlowKey value = new FlowKey().set(FlowField.ETH_DST, mac).set(FlowField.IP_PROTO, port.protocol);
        FlowKey mask = new FlowKey()
                .matchAll(FlowField.ETH_DST)
                .matchAll(FlowField.ETH_TYPE)
                .matchAll(FlowField.IP_PROTO)
                .matchAll(FlowField.VLAN_TCI)
                .set(FlowField.IP_FRAG, ANY_FRAGMENT);
        if (ip.isV4()) {
            value.set(FlowField.ETH_TYPE, EtherType.IPV4).set(FlowField.IPV4_DST, ip.v4());
            mask.matchAll(FlowField.IPV4_DST);
        } else {
            value.set(FlowField.ETH_TYPE, EtherType.IPV6);
            value.set(FlowField.IPV6_DST_HIGH, ip.high()).set(FlowField.IPV6_DST_LOW, ip.low());
            mask.matchAll(FlowField.IPV6_DST_HIGH).matchAll(FlowField.IPV6_DST_LOW);
        }
        if (port.port != 0) {
            value.set(FlowField.TP_DST, port.port);
            mask.matchAll(FlowField.TP_DST);
        }
        return Match.of(value, mask);
    }

    /** Return the number of the datapath's port that a packet is for, -1 if for none; record what tells so. */
    int find(FlowKey flow, FlowKey mask) {
        Rule rule = state.rules.lookup(flow, VERSION, mask, new LookupState());
        return rule == null ? -1 : rule.port.number;
    }

    /** Return what listens, as {@code tnl/ports/show} has it. */
    synchronized String show(boolean isVerbose) {
        StringBuilder text = new StringBuilder("Listening ports:\n");
        if (isVerbose) {
            for (Rule rule : state.all) {
                text.append(rule.port.name)
                        .append(" (")
                        .append(rule.port.number)
                        .append(") : ");
                text.append(MatchFormatter.format(rule.match(), OfNames.NONE)).append('\n');
            }
            return text.toString();
        }
        for (Listening each : ports) {
            text.append(each.name)
                    .append(" (")
                    .append(each.number)
                    .append(") ref_cnt=")
                    .append(each.users)
                    .append('\n');
        }
        return text.toString();
    }
}
