/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every schema that the product can be pruned to, given to the real programs. */
class SchemaPeerTest {

    private static final Pattern CKSUM_LINE = Pattern.compile("(?m)^.*\"cksum\": *\"[0-9]+ [0-9]+\",.*\n");

    @TempDir
    Path folder;

    static TreeSet<String> symbols() throws SchemaException {
        return VswitchSchema.symbols();
    }

    @Test
    void unprunedSchemaIsAccepted() throws Exception {
        accepts(VswitchSchema.build(null));
    }

    @Test
    void schemaWithoutAnyFeatureIsAccepted() throws Exception {
        accepts(VswitchSchema.build(Set.of()));
    }

    @ParameterizedTest
    @MethodSource("symbols")
    void schemaWithoutOneFeatureIsAccepted(String off) throws Exception {
        TreeSet<String> on = symbols();
        on.remove(off);
        accepts(VswitchSchema.build(on));
    }

    private void accepts(SchemaBuild.Result result) throws Exception {
        Path tool = Peers.require("ovsdb-tool");
        Path schema = Files.write(folder.resolve("vswitch.ovsschema"), result.ovsschema());
        assertThat(Peers.run(tool, "schema-name", schema).silent()).isEqualTo("Open_vSwitch\n");
        assertThat(Peers.run(tool, "schema-version", schema).silent()).isEqualTo("8.8.0\n");
        assertThat(Peers.run(tool, "schema-cksum", schema).silent()).isEqualTo(result.cksum() + "\n");
        assertThat(Peers.run(tool, "create", folder.resolve("conf.db"), schema).silent())
                .isEmpty();
    }

    @Test
    void checksumIsThatOfTheFileWithoutItsLine() throws Exception {
        Path cksum = Peers.require("cksum");
        SchemaBuild.Result result = VswitchSchema.build(Set.of("OPS_STP"));
        String text = new String(result.ovsschema(), StandardCharsets.UTF_8);
        String without = CKSUM_LINE.matcher(text).replaceFirst("");
        assertThat(without).isNotEqualTo(text);
        Path file = Files.writeString(folder.resolve("schema"), without);
        assertThat(Peers.run(cksum, file).silent()).isEqualTo(result.cksum() + " " + file + "\n");
    }
}
