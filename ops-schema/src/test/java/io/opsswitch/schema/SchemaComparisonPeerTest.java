/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Our answer to whether a database needs conversion beside that of Debian's ovsdb-tool. */
class SchemaComparisonPeerTest {

    @TempDir
    Path folder;

    @Test
    void answersAsOvsdbToolDoesForTheReferenceProductWithoutEachFeature() throws Exception {
        Path tool = Peers.require("ovsdb-tool");
        Set<String> all = VswitchSchema.symbols();
        Path full = write("full", all);
        Path database = folder.resolve("full.db");
        Peers.run(tool, "create", database, full).silent();
        Set<String> answers = new TreeSet<>();
        for (String off : all.stream().limit(8).toList()) {
            Set<String> on = new TreeSet<>(all);
            on.remove(off);
            Path other = write("other", on);
            String theirs = Peers.run(tool, "needs-conversion", database, other)
                    .silent()
                    .strip();
            String ours = SchemaComparison.of(full, other).needsConversion() ? "yes" : "no";
            assertThat(ours).as("without %s", off).isEqualTo(theirs);
            answers.add(ours);
        }
        assertThat(answers).contains("yes");
        assertThat(Peers.run(tool, "needs-conversion", database, full).silent()).isEqualTo("no\n");
        assertThat(SchemaComparison.of(full, full).needsConversion()).isFalse();
    }

    private Path write(String name, Set<String> on) throws Exception {
        return Files.write(
                folder.resolve(name + ".ovsschema"), VswitchSchema.build(on).ovsschema());
    }
}
