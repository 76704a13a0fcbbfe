/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.database;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.maven.image.BuildState;
import io.opsswitch.maven.image.PlatformConfiguration;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PrunedSchemasTest {

    @TempDir
    Path folder;

    private Path out;

    @BeforeEach
    void writeSchemas() throws Exception {
        out = folder.resolve("out");
        write("net", "\"R\": {\"isRoot\": true, \"columns\": {\"n\": {\"type\": \"string\"}}}");
        write("wifi", "\"W\": {\"feature_list\": [\"RADIO\"], \"columns\": {\"n\": {\"type\": \"string\"}}}");
    }

    private void write(String name, String tables) throws Exception {
        Files.writeString(
                folder.resolve(name + ".extschema"),
                "{\"name\": \"" + name + "\", \"version\": \"1.0.0\", \"tables\": {" + tables + "}}");
    }

    private PrunedSchemas schemas(String... features) {
        PlatformConfiguration configuration = new PlatformConfiguration(
                "alpha",
                folder.resolve(".ops-config"),
                List.of(),
                Set.of(features),
                Set.of(),
                Map.of(),
                Set.of("RADIO", "SLOT"),
                Map.of(),
                List.of(),
                "");
        return new PrunedSchemas(folder, configuration, out);
    }

    private List<String> build(PrunedSchemas schemas) throws Exception {
        List<String> report = new ArrayList<>();
        schemas.write(report);
        return report;
    }

    @Test
    void theDigestChangesWithAllThatTheFilesAreMadeFrom() throws Exception {
        String before = schemas().digest("1");
        assertThat(schemas().digest("1")).isEqualTo(before);
        assertThat(schemas("RADIO").digest("1")).isNotEqualTo(before);
        assertThat(schemas().digest("2")).isNotEqualTo(before);
        Files.writeString(folder.resolve("net.untaggable"), "R\n");
        assertThat(schemas().digest("1")).isNotEqualTo(before);
    }

    @Test
    void filesOfADatabaseThatIsPrunedOrGoneGo() throws Exception {
        build(schemas("RADIO"));
        assertThat(out.resolve("wifi.ovsschema")).exists();
        List<String> report = build(schemas());
        assertThat(out.resolve("wifi.ovsschema")).doesNotExist();
        assertThat(report).contains(PrunedSchemas.DECISION + "database: wifi is left out, all its tables are pruned");
        assertThat(schemas().outputs()).hasSize(2);
        Files.delete(folder.resolve("net.extschema"));
        build(schemas());
        assertThat(schemas().outputs()).isEmpty();
    }

    @Test
    void aStateTellsAgainWhatWasDoneUntilAFileIsNotAsItWasLeft() throws Exception {
        List<String> report = build(schemas());
        report.add(PrunedSchemas.WARNING + "a warning of\ntwo lines, with a \\n that is none");
        BuildState state = new BuildState(folder, "alpha", "schema");
        assertThat(state.isCurrent("digest", schemas().outputs())).isFalse();
        state.record("digest", schemas().outputs(), report);
        assertThat(state.isCurrent("digest", schemas().outputs())).isTrue();
        assertThat(state.notes()).isEqualTo(report);
        assertThat(state.isCurrent("other", schemas().outputs())).isFalse();
        Files.writeString(out.resolve("net.ovsschema"), "touched");
        assertThat(state.isCurrent("digest", schemas().outputs())).isFalse();
    }
}
