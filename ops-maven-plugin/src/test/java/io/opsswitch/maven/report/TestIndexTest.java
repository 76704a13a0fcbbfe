/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestIndexTest {

    @TempDir
    Path folder;

    private Path write(String name, String text) throws IOException {
        Path file = folder.resolve("src").resolve(name);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private void writeTests() throws IOException {
        write("com/example/NtpTest.java", """
                package com.example;
                import io.opsswitch.junit.RequiresFeature;
                @RequiresFeature("OPS_NTPD")
                class NtpTest {
                    @RequiresFeature({"OPS_IPV6", "OPS_NTPD"})
                    @RequiresFeature("OPS_TLS")
                    void overIpv6() {}
                    @Routing void composed() {}
                    static class Inner { @Routing void nested() {} }
                }
                """);
        write("com/example/Routing.java", """
                package com.example;
                @io.opsswitch.junit.RequiresFeature("OPS_BGPD")
                @interface Routing {}
                """);
    }

    private TestIndex index() throws IOException {
        return TestIndex.of(List.of(new TestIndex.Module(folder.resolve("classes"), folder.resolve("src"))));
    }

    @Test
    void readsCompiledTestsWithComposedAnnotations() throws IOException {
        writeTests();
        Path annotations = write("io/opsswitch/junit/RequiresFeature.java", """
                package io.opsswitch.junit;
                @java.lang.annotation.Repeatable(RequiresFeatures.class)
                public @interface RequiresFeature { String[] value(); }
                """);
        write("io/opsswitch/junit/RequiresFeatures.java", """
                package io.opsswitch.junit;
                public @interface RequiresFeatures { RequiresFeature[] value(); }
                """);
        Path classes = Files.createDirectories(folder.resolve("classes"));
        Path source = folder.resolve("src");
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-d",
                        classes.toString(),
                        annotations.toString(),
                        annotations.resolveSibling("RequiresFeatures.java").toString(),
                        source.resolve("com/example/NtpTest.java").toString(),
                        source.resolve("com/example/Routing.java").toString());
        assertThat(status).isZero();
        TestIndex index = index();
        assertThat(index.of("OPS_NTPD")).containsExactly("com.example.NtpTest", "com.example.NtpTest.overIpv6");
        assertThat(index.of("OPS_TLS")).containsExactly("com.example.NtpTest.overIpv6");
        assertThat(index.of("OPS_BGPD"))
                .containsExactly("com.example.NtpTest.Inner.nested", "com.example.NtpTest.composed");
        assertThat(index.of("OPS_OTHER")).isEmpty();
    }

    @Test
    void readsSourcesWhereNothingIsCompiled() throws IOException {
        writeTests();
        TestIndex index = index();
        assertThat(index.of("OPS_IPV6")).containsExactly("com.example.NtpTest");
        assertThat(index.of("OPS_BGPD")).containsExactly("com.example.Routing");
    }

    @Test
    void saysWhichClassFileIsBroken() throws IOException {
        Path file = Files.createDirectories(folder.resolve("classes")).resolve("Broken.class");
        Files.write(file, new byte[] {1, 2, 3});
        assertThatThrownBy(this::index).isInstanceOf(IOException.class).hasMessageContaining(file.toString());
    }
}
