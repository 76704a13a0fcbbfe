/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ImageAssemblerTest {

    @TempDir
    Path folder;

    private Path image;
    private ImageAssembler assembler;

    @BeforeEach
    void createAssembler() throws IOException {
        image = folder.resolve("image");
        assembler = new ImageAssembler(image);
        assembler.clear();
    }

    @Test
    void putsTheFilesThatAJarBringsIntoTheImage() throws Exception {
        Path jar = jar("a.jar", Map.of("META-INF/ops/image/bin/tool", "#!/bin/sh\n", "some/Code.class", "x"));
        assembler.addJar(jar, "a-1.jar");
        assertThat(image.resolve("lib/a-1.jar")).hasSameBinaryContentAs(jar);
        assertThat(image.resolve("bin/tool")).hasContent("#!/bin/sh").isExecutable();
        assertThat(image.resolve("some")).doesNotExist();
    }

    @Test
    void refusesTwoSourcesOfOneFile() throws Exception {
        Map<String, String> contents = Map.of("META-INF/ops/image/bin/tool", "x");
        Path one = jar("one.jar", contents);
        Path two = jar("two.jar", contents);
        assembler.addJar(one, "one.jar");
        assertThatThrownBy(() -> assembler.addJar(two, "two.jar"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("bin/tool")
                .hasMessageContaining("one.jar")
                .hasMessageContaining("two.jar");
    }

    @Test
    void refusesAFileThatWouldLeaveTheImage() throws Exception {
        Path jar = jar("evil.jar", Map.of("META-INF/ops/image/bin/../../../evil", "x"));
        assertThatThrownBy(() -> assembler.addJar(jar, "evil.jar"))
                .isInstanceOf(ImageException.class)
                .hasMessageContaining("evil.jar");
        assertThat(folder.resolve("evil")).doesNotExist();
    }

    @Test
    void keepsTheDataOfAStartedSwitchWhenAssembledAgain() throws Exception {
        Files.createDirectories(image.resolve("var/db"));
        Files.writeString(image.resolve("var/db/conf.db"), "data");
        Files.createDirectories(image.resolve("lib"));
        Files.writeString(image.resolve("lib/old.jar"), "old");
        new ImageAssembler(image).clear();
        assertThat(image.resolve("var/db/conf.db")).hasContent("data");
        assertThat(image.resolve("lib")).doesNotExist();
        assertThat(assembler.files()).isEmpty();
    }

    private Path jar(String name, Map<String, String> contents) throws IOException {
        Path jar = folder.resolve(name);
        try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar))) {
            for (Map.Entry<String, String> entry : contents.entrySet()) {
                out.putNextEntry(new JarEntry(entry.getKey()));
                out.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
                out.closeEntry();
            }
        }
        return jar;
    }
}
