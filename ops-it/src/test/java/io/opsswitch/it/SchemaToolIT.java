/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The runnable jar ops-schema beside the goals: the same code must give the same files. */
class SchemaToolIT {

    private static final Path SCHEMA = Path.of("../ops-runtime/ops-image/src/main/schema/vswitch.extschema");

    @TempDir
    Path folder;

    private static Shell.Result tool(String... arguments) {
        List<String> command = new ArrayList<>(List.of(
                System.getProperty("java.home") + "/bin/java", "-jar", System.getProperty("ops.it.schema")));
        command.addAll(List.of(arguments));
        return Shell.run(Map.of(), command.toArray(String[]::new));
    }

    @Test
    void prunesToTheBytesThatTheImageHas() throws IOException {
        for (String platform : new String[] {"as5712", "genericx86-64"}) {
            Path image = RunningImage.image(platform);
            Path out = folder.resolve(platform);
            for (String[] features : new String[][] {
                {"--features", image.resolve("share/ops/manifest.json").toString()},
                {"--features", image.resolve("share/ops/image_features").toString()},
                {"--config", image.resolve("share/ops/.ops-config").toString()}
            }) {
                tool("prune", "--schema", SCHEMA.toString(), features[0], features[1], "--out", out.toString())
                        .quietly();
                for (String name : new String[] {"vswitch.extschema", "vswitch.ovsschema", "vswitch.xml"}) {
                    assertThat(out.resolve(name))
                            .hasSameBinaryContentAs(image.resolve("share/openvswitch").resolve(name));
                }
            }
        }
        Shell.Result diff = tool(
                "diff",
                folder.resolve("as5712/vswitch.ovsschema").toString(),
                folder.resolve("genericx86-64/vswitch.ovsschema").toString());
        assertThat(diff.exitCode()).isEqualTo(1);
        assertThat(diff.out()).contains("- table Mirror (data is dropped)", "needs conversion: yes");
    }

    @Test
    void sanitizesChecksAndDocuments() throws IOException {
        Path image = RunningImage.image("as5712").resolve("share/openvswitch");
        assertThat(tool("sanitize", "--schema", image.resolve("vswitch.extschema").toString())
                        .quietly())
                .isEqualTo(Files.readString(image.resolve("vswitch.ovsschema")));
        assertThat(tool("check", "--schema", SCHEMA.toString(), "--each-symbol").quietly())
                .contains("Open_vSwitch: sound");
        tool("doc", "--schema", SCHEMA.toString(), "--out", folder.resolve("doc").toString())
                .quietly();
        assertThat(folder.resolve("doc/vswitch/table-Bridge.html")).exists();
        assertThat(tool("--help").quietly()).contains("usage: ops-schema COMMAND");
        Shell.Result wrong = tool("prune", "--schema", folder.resolve("none").toString());
        assertThat(wrong.exitCode()).isEqualTo(2);
        assertThat(wrong.err()).isEqualTo("ops-schema: option --out is missing; run \"ops-schema prune --help\" for what"
                + " the command needs\n");
    }
}
