/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.classifier;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.unixctl.ControlClient;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.testing.OvsProcess;
import io.opsswitch.openflow.match.Match;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Random tables and packets: which rule is found, and which bits were looked at, here and in Debian's Open vSwitch. */
@Timeout(240)
class ClassifierPeerTest {

    /** The same in each run, so that a build does not fail over what it did not change; others by the property. */
    private static final long SEED = 20_261_122;

    private static final int TABLES = Integer.getInteger("ops.peer.tables", 25);
    private static final int PACKETS = 60;
    private static final int ATTEMPTS = 5;

    private static final Pattern RULE = Pattern.compile("(?m)^ 0\\. .*?cookie (0x[0-9a-f]+)");
    private static final Pattern MEGAFLOW = Pattern.compile("(?m)^Megaflow: (.*)$");

    /** The kinds of packets, by Ethertype; 0 in a rule means any. */
    private static final int[] TYPES = {0x0800, 0x0800, 0x86dd, 0x0806};

    @TempDir
    Path folder;

    @Test
    void looksAtTheSameBitsAsOpenVswitch() throws Exception {
        OvsProcess.requirePeers("ovs-vswitchd", "ovsdb-server", "ovs-appctl", "ovs-ofctl", "unshare");
        try (OvsProcess ovs = new OvsProcess(folder)) {
            ovs.vsctl("add-br", "br0", "--", "set", "bridge", "br0", "datapath_type=dummy", "fail-mode=secure");
            for (int port = 1; port <= 3; port++) {
                ovs.vsctl(
                        "add-port",
                        "br0",
                        "p" + port,
                        "--",
                        "set",
                        "interface",
                        "p" + port,
                        "type=dummy",
                        "ofport_request=" + port);
            }
            long seed = Long.getLong("ops.peer.seed", SEED);
            Random random = new Random(seed);
            List<String> differences = new ArrayList<>();
            int compared = 0;
            for (int table = 0; table < TABLES; table++) {
                Table rules = new Table(random);
                rules.fill(ovs, folder);
                for (int n = 0; n < PACKETS; n++) {
                    compare(ovs, rules, rules.packet(), differences);
                    compared++;
                }
            }
            assertThat(differences)
                    .as("%d packets compared, -Dops.peer.seed=%d", compared, seed)
                    .isEmpty();
        }
    }

    private static void compare(OvsProcess ovs, Table table, FlowKey key, List<String> differences) throws Exception {
        FlowKey mask = new FlowKey().matchAll(FlowField.IN_PORT);
        NumberedRule rule = table.classifier.lookup(key, 1, mask, table.state);
        String flow = PeerFields.text(key, table.wholeMask(key), key.get(FlowField.ETH_TYPE));
        String difference = "";
        // Their switch takes removed rules out some time after it said so; until then they are looked at.
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            String trace = ControlClient.run(ovs.control(), "ofproto/trace", List.of("br0", flow));
            difference = difference(trace, key, mask, rule);
            if (difference.isEmpty()) {
                return;
            }
            Thread.sleep(100);
        }
        differences.add("\n" + table.text + "packet " + flow + difference);
    }

    private static String difference(String trace, FlowKey key, FlowKey looked, @Nullable NumberedRule rule)
            throws Exception {
        Matcher found = RULE.matcher(trace);
        int theirs = found.find() ? Integer.decode(found.group(1)) : 0;
        Matcher megaflow = MEGAFLOW.matcher(trace);
        if (!megaflow.find()) {
            return "\n" + trace;
        }
        FlowKey mask = looked.copy();
        Map<String, String> expected = PeerFields.bits(PeerFields.parseMask(megaflow.group(1)));
        if (key.get(FlowField.VLAN_TCI) == 0) {
            // Its translation, not its classifier, leaves out tags that are not there.
            mask.set(FlowField.VLAN_TCI, 0);
        }
        Map<String, String> actual = PeerFields.bits(mask);
        int ours = rule == null ? 0 : rule.number;
        return theirs == ours && expected.equals(actual)
                ? ""
                : "\nrule " + ours + " for " + theirs + "\nmask   " + actual + "\nwanted " + expected + "\n" + trace;
    }

    /** One table of rules, in both switches. */
    private static final class Table {

        final Random random;
        final Classifier<NumberedRule> classifier = new Classifier<>(List.of(PrefixField.NW_DST, PrefixField.NW_SRC));
        final LookupState state = new LookupState();
        final StringBuilder text = new StringBuilder();
        private final int bits;

        Table(Random random) {
            this.random = random;
            this.bits = random.nextInt(1 << 10);
        }

        /** Add the same rules in the same order; then take some away again. */
        void fill(OvsProcess ovs, Path folder) throws Exception {
            int size = 1 + random.nextInt(30);
            int conjunctions = random.nextInt(3) == 0 ? 1 + random.nextInt(2) : 0;
            List<NumberedRule> rules = new ArrayList<>();
            while (rules.size() < size) {
                add(rules);
            }
            for (int id = 1; id <= conjunctions; id++) {
                addConjunction(rules, id);
            }
            ovs.ofctl("del-flows", "br0", "cookie=0/0");
            Path flows = folder.resolve("flows.txt");
            Files.writeString(flows, text);
            ovs.ofctl("add-flows", "br0", flows.toString());
            for (NumberedRule rule : rules) {
                if (random.nextInt(6) == 0) {
                    classifier.remove(rule);
                    classifier.publish();
                    text.append("without ").append(rule.number).append('\n');
                    ovs.ofctl("del-flows", "br0", "cookie=" + rule.number + "/-1");
                }
            }
        }

        private void add(List<NumberedRule> rules) {
            FlowKey key = packet();
            FlowKey mask = new FlowKey();
            long type = random.nextInt(4) == 0 ? 0 : key.get(FlowField.ETH_TYPE);
            mask(mask, key, type);
            put(rules, Match.of(key, mask), type, 1 + random.nextInt(6), "output:2");
        }

        private void addConjunction(List<NumberedRule> rules, int id) {
            int priority = 1 + random.nextInt(6);
            FlowKey source = packet();
            FlowKey destination = packet();
            source.set(FlowField.ETH_TYPE, 0x0800);
            destination.set(FlowField.ETH_TYPE, 0x0800);
            for (int n = 0; n < 2; n++) {
                source.set(FlowField.IPV4_SRC, address());
                FlowKey mask = new FlowKey().matchAll(FlowField.ETH_TYPE).set(FlowField.IPV4_SRC, -1L << 4 * n);
                put(rules, Match.of(source, mask), 0x0800, priority, new Conjunction(id, 0, 2));
                destination.set(FlowField.IPV4_DST, address());
                mask = new FlowKey().matchAll(FlowField.ETH_TYPE).set(FlowField.IPV4_DST, -1L << 4 * n);
                put(rules, Match.of(destination, mask), 0x0800, priority, new Conjunction(id, 1, 2));
            }
            FlowKey value = new FlowKey();
            FlowKey mask = new FlowKey();
            value.setWord(FlowKey.PIPELINE_WORD + 9, id);
            mask.setWord(FlowKey.PIPELINE_WORD + 9, 0xffff_ffffL);
            value.set(FlowField.ETH_TYPE, 0x0800);
            mask.matchAll(FlowField.ETH_TYPE);
            put(rules, Match.of(value, mask), 0x0800, priority, "conj_id=" + id, "output:3");
        }

        private void put(List<NumberedRule> rules, Match match, long type, int priority, Conjunction conjunction) {
            put(
                    rules,
                    match,
                    type,
                    priority,
                    "",
                    "conjunction(" + conjunction.id() + "," + (conjunction.clause() + 1) + "/" + conjunction.clauses()
                            + ")",
                    conjunction);
        }

        private void put(List<NumberedRule> rules, Match match, long type, int priority, String action) {
            put(rules, match, type, priority, "", action);
        }

        private void put(
                List<NumberedRule> rules,
                Match match,
                long type,
                int priority,
                String more,
                String action,
                Conjunction... conjunctions) {
            if (classifier.find(match, priority, 1) != null) {
                return;
            }
            NumberedRule rule = new NumberedRule(rules.size() + 1, match, priority, conjunctions);
            rules.add(rule);
            classifier.insert(rule, 1);
            classifier.publish();
            String fields = PeerFields.text(match.value(), match.mask(), type);
            text.append("cookie=")
                    .append(rule.number)
                    .append(",priority=")
                    .append(priority)
                    .append(more.isEmpty() ? "" : "," + more)
                    .append(fields.isEmpty() ? "" : "," + fields)
                    .append(",actions=")
                    .append(action)
                    .append('\n');
        }

        private void mask(FlowKey mask, FlowKey key, long type) {
            some(mask, 0, FlowField.IN_PORT, FlowField.ETH_DST, FlowField.ETH_SRC);
            if ((bits & 1 << 1) != 0 && random.nextInt(3) == 0) {
                mask.set(FlowField.PKT_MARK, random.nextInt(16));
            }
            if ((bits & 1 << 2) != 0 && random.nextInt(3) == 0) {
                mask.set(FlowField.VLAN_TCI, random.nextBoolean() ? 0x1fff : 0x1000);
            }
            if (type == 0) {
                return;
            }
            mask.matchAll(FlowField.ETH_TYPE);
            if (type == 0x86dd) {
                prefix(mask, FlowField.IPV6_SRC_HIGH, FlowField.IPV6_SRC_LOW);
                prefix(mask, FlowField.IPV6_DST_HIGH, FlowField.IPV6_DST_LOW);
            } else {
                address(mask, FlowField.IPV4_SRC);
                address(mask, FlowField.IPV4_DST);
            }
            if (type == 0x0806) {
                some(mask, 4, FlowField.ARP_SHA, FlowField.ARP_THA);
                if (random.nextBoolean()) {
                    mask.matchAll(FlowField.IP_PROTO);
                }
                return;
            }
            if (random.nextInt(4) == 0) {
                mask.matchAll(FlowField.IP_TTL);
            }
            if (random.nextBoolean()) {
                mask.matchAll(FlowField.IP_PROTO);
                port(mask, FlowField.TP_SRC);
                port(mask, FlowField.TP_DST);
            }
        }

        private void some(FlowKey mask, int bit, FlowField... fields) {
            if ((bits & 1 << bit) != 0) {
                for (FlowField field : fields) {
                    if (random.nextInt(4) == 0) {
                        mask.matchAll(field);
                    }
                }
            }
        }

        private void address(FlowKey mask, FlowField field) {
            switch (random.nextInt(5)) {
                case 0 -> mask.matchAll(field);
                case 1, 2 -> mask.set(field, -1L << random.nextInt(32));
                case 3 -> mask.set(field, (bits & 1 << 5) == 0 ? 0 : random.nextInt());
                default -> mask.set(field, 0);
            }
        }

        private void prefix(FlowKey mask, FlowField high, FlowField low) {
            int length = random.nextInt(3) == 0 ? 0 : 1 + random.nextInt(128);
            mask.set(high, PrefixTrie.highMask(length));
            mask.set(low, PrefixTrie.lowMask(length));
        }

        private void port(FlowKey mask, FlowField field) {
            switch (random.nextInt(4)) {
                case 0 -> mask.matchAll(field);
                case 1 -> mask.set(field, -1L << random.nextInt(16));
                case 2 -> mask.set(field, (bits & 1 << 6) == 0 ? 0 : random.nextInt());
                default -> mask.set(field, 0);
            }
        }

        /** Few values, so that packets meet rules. */
        FlowKey packet() {
            int type = TYPES[random.nextInt(TYPES.length)];
            FlowKey key = new FlowKey()
                    .set(FlowField.IN_PORT, 1 + random.nextInt(3))
                    .set(FlowField.PKT_MARK, random.nextInt(16))
                    .set(FlowField.ETH_SRC, 0x020000000000L + random.nextInt(3))
                    .set(FlowField.ETH_DST, 0x020000000010L + random.nextInt(3))
                    .set(FlowField.VLAN_TCI, random.nextInt(3) == 0 ? 0x1005 + random.nextInt(2) : 0)
                    .set(FlowField.ETH_TYPE, type);
            if (type == 0x0806) {
                key.set(FlowField.IP_PROTO, 1 + random.nextInt(2));
                key.set(FlowField.ARP_SHA, 0x020000000000L + random.nextInt(3));
                key.set(FlowField.ARP_THA, 0x020000000000L + random.nextInt(3));
            } else {
                key.set(FlowField.IP_PROTO, random.nextBoolean() ? 6 : 17);
                key.set(FlowField.IP_TTL, 63 + random.nextInt(2));
                key.set(FlowField.TP_SRC, random.nextInt(4) << 14 | random.nextInt(4));
                key.set(FlowField.TP_DST, random.nextInt(4) << 12 | random.nextInt(2));
            }
            if (type == 0x86dd) {
                key.set(FlowField.IPV6_SRC_HIGH, 0x20010db8L << 32 | random.nextInt(3));
                key.set(FlowField.IPV6_SRC_LOW, (long) random.nextInt(3) << 60 | random.nextInt(4));
                key.set(FlowField.IPV6_DST_HIGH, 0x20010db8L << 32 | random.nextInt(2));
                key.set(FlowField.IPV6_DST_LOW, random.nextInt(16));
            } else {
                key.set(FlowField.IPV4_SRC, address());
                key.set(FlowField.IPV4_DST, address());
            }
            return key;
        }

        private long address() {
            return 0x0a000000L | (long) random.nextInt(3) << 22 | random.nextInt(2) << 9 | random.nextInt(4);
        }

        /** Everything a packet has, so that its text says it. */
        FlowKey wholeMask(FlowKey key) {
            FlowKey mask = new FlowKey();
            for (FlowField field : FlowField.values()) {
                if (key.get(field) != 0) {
                    mask.matchAll(field);
                }
            }
            if (key.get(FlowField.ETH_TYPE) == 0x86dd) {
                mask.matchAll(FlowField.IPV6_SRC_HIGH).matchAll(FlowField.IPV6_SRC_LOW);
                mask.matchAll(FlowField.IPV6_DST_HIGH).matchAll(FlowField.IPV6_DST_LOW);
            }
            return mask;
        }
    }
}
