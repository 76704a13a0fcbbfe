/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class GeneratedClassesPropertyTest {

    @Property(tries = 6, edgeCases = EdgeCasesMode.NONE)
    void ofAnyLegalSchemaCompileWithoutWarnings(@ForAll long seed) throws Exception {
        String schema = OddSchema.json(seed);
        Path folder = Files.createTempDirectory("odd");
        try {
            Path file = Files.writeString(folder.resolve("odd.ovsschema"), schema);
            assertThat(Compilation.of(file, folder)).as(schema).isEmpty();
        } finally {
            delete(folder);
        }
    }

    private static void delete(Path folder) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.walk(folder)) {
            all = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path each : all) {
            Files.delete(each);
        }
    }
}
