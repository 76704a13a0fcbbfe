/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestLookupTest {

    @TempDir
    Path folder;

    private final Map<String, String> properties = new HashMap<>();
    private final Map<String, String> environment = new HashMap<>();

    private Path find() throws IOException {
        return new ManifestLookup(properties::get, environment::get, folder).find();
    }

    private Path make(String name) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    @Test
    void prefersWhatIsNamedNearerToTheTest() throws IOException {
        make("home/share/ops/manifest.json");
        environment.put("OPS_HOME", "home");
        assertThat(find()).isEqualTo(folder.resolve("home"));
        Path built = make("target/ops-manifest.json");
        assertThat(find()).isEqualTo(built);
        Path named = make("variable.json");
        environment.put("OPS_MANIFEST", "variable.json");
        assertThat(find()).isEqualTo(named);
        properties.put("ops.home", "home");
        assertThat(find()).as("a program inside an image is that image's").isEqualTo(folder.resolve("home"));
        Path property = make("property.json");
        properties.put("ops.manifest", property.toString());
        assertThat(find()).isEqualTo(property);
    }

    @Test
    void whatIsNamedMustExist() throws IOException {
        make("target/ops-manifest.json");
        properties.put("ops.manifest", "gone.json");
        assertThatThrownBy(this::find)
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("gone.json")
                .hasMessageContaining("the system property ops.manifest names it");
    }

    @Test
    void advisesWhenThereIsNone() throws IOException {
        assertThatThrownBy(this::find)
                .isInstanceOf(NoSuchFileException.class)
                .hasMessageContaining("OPS_MANIFEST")
                .hasMessageContaining("bind the goal ops:configure");
        make("target/ops-manifest-beta.json");
        make("target/ops-manifest-alpha.json");
        assertThatThrownBy(this::find)
                .hasMessageContaining("-Dops.manifest=target/ops-manifest-alpha.json")
                .hasMessageContaining("ops-manifest-beta.json");
    }
}
