/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageContentsTest {

    @TempDir
    Path folder;

    @Test
    void listsJarsWhatTheyBringAndTheProductsOwnFiles() throws Exception {
        ImageJar jar = jar("timer", Set.of("TIMER"));
        Path product = Files.createDirectories(folder.resolve("image/bin"));
        Files.writeString(product.resolve("toast"), "12345");
        ImageContents contents =
                ImageContents.of(List.of(jar), List.of(new ProductFile("bin/toast", product.resolve("toast"), null)));
        assertThat(contents.parts())
                .containsExactly(
                        new ImageContents.Part("bin/timer", jar.artifact(), 3, Set.of("TIMER"), List.of("MIT")),
                        new ImageContents.Part("bin/toast", null, 5, Set.of(), List.of()),
                        new ImageContents.Part(
                                "lib/timer-1.jar",
                                jar.artifact(),
                                Files.size(jar.file()),
                                Set.of("TIMER"),
                                List.of("MIT")));
        assertThat(contents.bytes()).isEqualTo(3 + 5 + Files.size(jar.file()));
    }

    @Test
    void countsForAFeatureOnlyWhatNoOtherOneNeeds() throws Exception {
        ImageJar own = jar("own", Set.of("A"));
        ImageJar shared = jar("shared", Set.of("A", "B"));
        ImageContents contents = ImageContents.of(List.of(own, shared), List.of());
        assertThat(contents.bytesOfOne()).containsOnlyKeys("A").containsEntry("A", Files.size(own.file()) + 3);
    }

    @Test
    void saysWhatToDoAboutAJarThatWasNotBuilt() {
        ImageJar gone = new ImageJar(
                folder.resolve("gone.jar"),
                new ImagePlan.Coordinates("g", "gone", "1"),
                "",
                Set.of(),
                List.of(),
                List.of());
        assertThatThrownBy(() -> ImageContents.of(List.of(gone), List.of()))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("gone.jar does not exist; perhaps you should run the build up to phase package");
    }

    private ImageJar jar(String name, Set<String> symbols) throws IOException {
        Path file = folder.resolve(name + ".jar");
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(file))) {
            out.putNextEntry(new JarEntry(ImageAssembler.JAR_FOLDER + "bin/" + name));
            out.write(new byte[] {1, 2, 3});
            out.closeEntry();
        }
        return new ImageJar(file, new ImagePlan.Coordinates("g", name, "1"), "", symbols, List.of("MIT"), List.of());
    }
}
