/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
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
    void createAssembler() {
        image = folder.resolve("image");
        assembler = new ImageAssembler(image);
    }

    @Test
    void putsTheFilesThatAJarBringsIntoTheImage() throws Exception {
        Path jar = jar("a.jar", Map.of("META-INF/ops/image/bin/tool", "#!/bin/sh\n", "some/Code.class", "x"));
        assembler.addJar(jar, "a-1.jar");
        assembler.write();
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
        assertThat(assembler.write()).isEmpty();
        assertThat(image.resolve("var/db/conf.db")).hasContent("data");
        assertThat(image.resolve("lib")).doesNotExist();
    }

    @Test
    void leavesFilesAloneThatAreThereAlready() throws Exception {
        Path jar = jar("a.jar", Map.of("META-INF/ops/image/bin/tool", "#!/bin/sh\n"));
        assembler.addJar(jar, "a-1.jar");
        assembler.write();
        FileTime old = FileTime.fromMillis(1_000_000);
        Files.setLastModifiedTime(image.resolve("lib/a-1.jar"), old);
        Files.setLastModifiedTime(image.resolve("bin/tool"), old);
        Files.writeString(image.resolve("bin/stale"), "x");
        ImageAssembler again = new ImageAssembler(image);
        again.addJar(jar, "a-1.jar");
        assertThat(again.write()).containsExactly(image.resolve("bin/tool"), image.resolve("lib/a-1.jar"));
        assertThat(Files.getLastModifiedTime(image.resolve("lib/a-1.jar"))).isEqualTo(old);
        assertThat(Files.getLastModifiedTime(image.resolve("bin/tool"))).isEqualTo(old);
        assertThat(image.resolve("bin/stale")).doesNotExist();
    }

    @Test
    void writesAFileAgainThatSomebodyChanged() throws Exception {
        Path jar = jar("a.jar", Map.of("META-INF/ops/image/bin/tool", "one"));
        assembler.addJar(jar, "a-1.jar");
        assembler.write();
        Files.writeString(image.resolve("bin/tool"), "two");
        assembler.write();
        assertThat(image.resolve("bin/tool")).hasContent("one");
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
