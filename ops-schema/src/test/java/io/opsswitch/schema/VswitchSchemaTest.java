/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsswitch.schema.json.JsonText;
import io.opsswitch.schema.json.SchemaReader;
import io.opsswitch.schema.model.SourceText;
import io.opsswitch.schema.model.Table;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The reference product's schema: what Open vSwitch's clients know, tagged by feature. */
class VswitchSchemaTest {

    /** Symbols that the Kconfig tree of the product defines for its schema. */
    private static final Set<String> KNOWN = Set.of(
            "OPS_VLAN",
            "OPS_QINQ",
            "OPS_OPENFLOW",
            "OPS_TLS",
            "OPS_LACP",
            "OPS_BONDING",
            "OPS_STP",
            "OPS_RSTP",
            "OPS_LLDP",
            "OPS_BFD",
            "OPS_CFM",
            "OPS_MIRROR",
            "OPS_MCAST_SNOOPING",
            "OPS_SFLOW",
            "OPS_NETFLOW",
            "OPS_IPFIX",
            "OPS_QOS",
            "OPS_CONNTRACK",
            "OPS_SYSTEM_STATS",
            "OPS_DATAPATH_USERSPACE",
            "OPS_VXLAN",
            "OPS_GENEVE",
            "OPS_GRE",
            "OPS_PATCH");

    static TreeSet<String> symbols() throws SchemaException {
        return VswitchSchema.symbols();
    }

    @Test
    void unprunedIsVersion880() throws Exception {
        SchemaBuild.Result result = VswitchSchema.build(null);
        assertThat(result.name()).isEqualTo("Open_vSwitch");
        assertThat(result.version()).isEqualTo("8.8.0");
        assertThat(facts(Product.json(result.ovsschema()))).isEqualTo(recordedFacts());
    }

    @Test
    void usesOnlySymbolsOfTheTree() throws Exception {
        assertThat(symbols()).isSubsetOf(KNOWN).hasSizeGreaterThan(20);
    }

    @Test
    void unprunedIsSoundAndDescribesEverything() throws Exception {
        SchemaBuild.Result result = VswitchSchema.build(null);
        assertThat(result.warnings()).isEmpty();
        assertThat(result.pruned()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("symbols")
    void isSoundWithoutOneFeature(String off) throws Exception {
        TreeSet<String> on = symbols();
        on.remove(off);
        SchemaBuild.Result result = VswitchSchema.build(on);
        assertThat(result.warnings()).isEmpty(); // neither undocumented columns nor differing tags
        assertThat(result.pruned()).allMatch(entity -> entity.features().contains(off));
    }

    @ParameterizedTest
    @MethodSource("symbols")
    void isSoundWithOneFeatureAlone(String on) throws Exception {
        assertThat(VswitchSchema.build(Set.of(on)).warnings()).isEmpty();
    }

    @Test
    void isSoundWithoutAnyFeature() throws Exception {
        SchemaBuild.Result result = VswitchSchema.build(Set.of());
        assertThat(result.warnings()).isEmpty();
        JsonNode tables = Product.json(result.ovsschema()).get("tables");
        assertThat(tables.has("QoS")).isFalse();
        assertThat(tables.at("/Open_vSwitch/columns").has("statistics")).isFalse();
        assertThat(tables.at("/Bridge/columns").has("stp_enable")).isFalse();
        String documentation = new String(result.documentation(), StandardCharsets.UTF_8);
        assertThat(documentation).doesNotContain("QoS\"", "stp_enable", "OPS_");
    }

    @Test
    void tunnelledVlansGoWithTheirFeature() throws Exception {
        JsonNode tables = Product.json(VswitchSchema.build(Set.of("OPS_VLAN")).ovsschema())
                .get("tables");
        assertThat(tables.at("/Port/columns/vlan_mode").toString())
                .contains("native-untagged")
                .doesNotContain("dot1q");
        assertThat(tables.at("/Port/columns").has("cvlans")).isFalse();
    }

    @Test
    void everyColumnSaysWhatItIsFor() throws Exception {
        for (Table table : SchemaReader.read(SourceText.read(VswitchSchema.EXTSCHEMA))
                .tables()
                .values()) {
            table.columns().values().forEach(column -> {
                assertThat(column.annotations().category())
                        .as(table.name() + "." + column.name())
                        .isNotNull();
                boolean refers = column.type().bases().stream().anyMatch(base -> base.reference() != null);
                assertThat(column.annotations().relationship() != null)
                        .as("relationship of " + table.name() + "." + column.name())
                        .isEqualTo(refers);
            });
        }
    }

    /** Write each table and column as a line of {@code vswitch-8.8.0.facts}. */
    private static TreeMap<String, JsonNode> facts(JsonNode schema) {
        TreeMap<String, JsonNode> facts = new TreeMap<>();
        schema.get("tables").properties().forEach(table -> {
            ObjectNode members = table.getValue().deepCopy();
            members.remove("columns");
            facts.put(table.getKey(), JsonText.sorted(members));
            table.getValue()
                    .get("columns")
                    .properties()
                    .forEach(column ->
                            facts.put(table.getKey() + "." + column.getKey(), JsonText.sorted(column.getValue())));
        });
        return facts;
    }

    private static TreeMap<String, JsonNode> recordedFacts() throws Exception {
        TreeMap<String, JsonNode> facts = new TreeMap<>();
        try (InputStream in = VswitchSchemaTest.class.getResourceAsStream("/vswitch-8.8.0.facts")) {
            for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                if (!line.startsWith("#")) {
                    int space = line.indexOf(' ');
                    facts.put(line.substring(0, space), new ObjectMapper().readTree(line.substring(space)));
                }
            }
        }
        return facts;
    }
}
