/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What a switch can do for its clients with a datapath, one line of {@code dpif/show-dp-features} and one key of {@code
 * Datapath.capabilities} (ovs-vswitchd.conf.db(5)). What the switch itself does not do, such as connection tracking, is not
 * there, whatever the datapath could. Immutable.
 *
 * @param name as programs call it
 * @param title as people do
 * @param logged what the log calls it, which for a number is the beginning of a sentence; empty if it is not logged
 * @param isNumber whether it is a number and not a yes or no
 * @param of its value, 0 for no
 */
public record DatapathFeature(
        String name, String title, String logged, boolean isNumber, ToLongFunction<DatapathAbilities> of) {

    /** Deepest nesting of samples that is written. */
    private static final long SAMPLES = 10;

    /** All of them, in Open vSwitch's order. */
    public static final List<DatapathFeature> ALL = List.of(
            action("masked_set_action", "Masked set action", "", Action.SET_MASKED),
            flag("tnl_push_pop", "Tunnel push pop", "", abilities -> abilities.pushesTunnels() ? 1 : 0),
            flag("ufid", "Ufid", "unique flow ids", abilities -> abilities.hasMasks() ? 1 : 0),
            action("trunc", "Truncate action", "truncate action", Action.TRUNC),
            action("clone", "Clone action", "clone action", Action.CLONE),
            number(
                    "sample_nesting",
                    "Sample nesting",
                    "Max sample nesting level probed as",
                    abilities -> has(abilities, Action.SAMPLE) * SAMPLES),
            no("ct_eventmask", "Conntrack eventmask", "eventmask in conntrack action"),
            no("ct_clear", "Conntrack clear", "ct_clear action"),
            number(
                    "max_hash_alg",
                    "Max dp_hash algorithm",
                    "Max dp_hash algorithm probed to be",
                    abilities -> abilities.reach().hashAlgorithm()),
            flag(
                    "check_pkt_len",
                    "Check pkt length action",
                    "check_pkt_len action",
                    abilities -> abilities.checksLengths() ? 1 : 0),
            no("ct_timeout", "Conntrack timeout policy", "timeout policy in conntrack action"),
            flag(
                    "explicit_drop_action",
                    "Explicit Drop action",
                    "explicit drop action",
                    abilities -> abilities.countsDrops() ? 1 : 0),
            no("lb_output_action", "Optimized Balance TCP mode", ""),
            no("ct_zero_snat", "Conntrack all-zero IP SNAT", "ct_zero_snat"),
            no("add_mpls", "MPLS Label add", "add_mpls action"),
            no("psample", "psample action", "psample action"),
            number(
                    "max_vlan_headers",
                    "Max VLAN headers",
                    "VLAN header stack length probed as",
                    abilities -> abilities.reach().vlanTags()),
            number(
                    "max_mpls_depth",
                    "Max MPLS depth",
                    "MPLS label stack length probed as",
                    abilities -> abilities.reach().mplsLabels()),
            flag("recirc", "Recirc", "recirculation", abilities -> 1),
            no("ct_state", "CT state", "ct_state"),
            no("ct_zone", "CT zone", "ct_zone"),
            no("ct_mark", "CT mark", "ct_mark"),
            no("ct_label", "CT label", "ct_label"),
            no("ct_state_nat", "CT state NAT", "ct_state_nat"),
            no("ct_orig_tuple", "CT orig tuple", "ct_orig_tuple"),
            no("ct_orig_tuple6", "CT orig tuple for IPv6", "ct_orig_tuple6"),
            flag(
                    "nd_ext",
                    "IPv6 ND Extension",
                    "IPv6 ND Extensions",
                    abilities -> abilities.reach().looksAtNdExtensions() ? 1 : 0));

    private static DatapathFeature number(
            String name, String title, String logged, ToLongFunction<DatapathAbilities> of) {
        return new DatapathFeature(name, title, logged, true, of);
    }

    private static DatapathFeature flag(
            String name, String title, String logged, ToLongFunction<DatapathAbilities> of) {
        return new DatapathFeature(name, title, logged, false, of);
    }

    private static DatapathFeature action(String name, String title, String logged, int opcode) {
        return flag(name, title, logged, abilities -> has(abilities, opcode));
    }

    private static DatapathFeature no(String name, String title, String logged) {
        return flag(name, title, logged, abilities -> 0);
    }

    private static long has(DatapathAbilities abilities, int opcode) {
        return abilities.reach().has(opcode) ? 1 : 0;
    }

    /** Return the value for programs: a number, or {@code true} or {@code false}. */
    public String value(DatapathAbilities abilities) {
        long value = of.applyAsLong(abilities);
        return isNumber ? String.valueOf(value) : String.valueOf(value != 0);
    }

    /** Return the line for people. */
    public String line(DatapathAbilities abilities) {
        long value = of.applyAsLong(abilities);
        return title + ": " + (isNumber ? String.valueOf(value) : value != 0 ? "Yes" : "No");
    }

    /** Return the lines of the log when a datapath is opened. */
    public static List<String> logLines(DatapathAbilities abilities) {
        return ALL.stream()
                .filter(feature -> !feature.logged.isEmpty())
                .map(feature -> feature.logLine(feature.of.applyAsLong(abilities)))
                .toList();
    }

    private String logLine(long value) {
        return isNumber
                ? logged + " " + value
                : "Datapath " + (value != 0 ? "supports " : "does not support ") + logged;
    }

    /** Return all that a switch tells of its datapath in the database. */
    public static Map<String, String> capabilities(DatapathAbilities abilities) {
        Map<String, String> map = new LinkedHashMap<>();
        for (DatapathFeature feature : ALL) {
            // A yes or no there, in Open vSwitch too.
            boolean isNesting = feature.name.equals("sample_nesting");
            map.put(
                    feature.name,
                    isNesting ? String.valueOf(feature.of.applyAsLong(abilities) != 0) : feature.value(abilities));
        }
        map.put("ct_flush", "false");
        return map;
    }
}
