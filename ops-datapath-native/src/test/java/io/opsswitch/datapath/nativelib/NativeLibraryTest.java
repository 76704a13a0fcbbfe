/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {

    private static final String FILE = NativeLibrary.platform() + "/libops-datapath.so";

    @TempDir
    Path directory;

    @Test
    void namesPlatformsAsJarClassifiersDo() {
        assertThat(NativeLibrary.platform("Linux", "amd64")).isEqualTo("linux-x86_64");
        assertThat(NativeLibrary.platform("Linux", "aarch64")).isEqualTo("linux-aarch64");
        assertThat(NativeLibrary.platform("Windows Server 2022", "amd64")).isEqualTo("windows-x86_64");
    }

    @Test
    void loadsTheLibraryOfThisBuild() {
        Native.assumeBuilt();
        assertThatCode(NativeLibrary::load).doesNotThrowAnyException();
    }

    @Test
    void loadsFromClassPathWhenTheDirectoryHasNone() throws Exception {
        Native.assumeBuilt();
        Path jar = Path.of("target/native-jar", NativeLibrary.platform());
        assertThat(jar).isDirectory();
        assertThat(loadInNewJvm(directory, jar.toString())).endsWith("loaded");
    }

    @Test
    void saysWhereItLookedWhenThereIsNoLibrary() throws Exception {
        assertThat(loadInNewJvm(directory, ""))
                .contains("no native library for " + NativeLibrary.platform())
                .contains(directory.resolve(FILE).toString())
                .contains("META-INF/native/" + FILE);
    }

    @Test
    void namesTheFileThatIsNotALibrary() throws Exception {
        Path file = directory.resolve(FILE);
        Files.createDirectories(file.getParent());
        Files.writeString(file, "not an ELF file");
        assertThat(loadInNewJvm(directory, ""))
                .contains("could not load the native library: ")
                .contains(file.toString());
    }

    /** Tells what loading does in a JVM of its own, since a JVM loads a library once. */
    private static String loadInNewJvm(Path directory, String extraClassPath) throws IOException, InterruptedException {
        Process jvm = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-D" + NativeLibrary.DIRECTORY_PROPERTY + "=" + directory,
                        "-cp",
                        "target/classes:target/test-classes:" + extraClassPath,
                        LoadMain.class.getName())
                .redirectErrorStream(true)
                .start();
        assertThat(jvm.waitFor(30, TimeUnit.SECONDS)).isTrue();
        return new String(jvm.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }

    /** Prints {@code loaded} or the error's message. */
    static final class LoadMain {
        private LoadMain() {}

        public static void main(String[] args) {
            try {
                NativeLibrary.load();
                System.out.println("loaded");
            } catch (UnsatisfiedLinkError e) {
                System.out.println(e.getMessage());
            }
        }
    }

    /** What the native library needs to be there. */
    static final class Native {
        private Native() {}

        static void assumeBuilt() {
            boolean built = Files.exists(Path.of(System.getProperty(NativeLibrary.DIRECTORY_PROPERTY, ""), FILE));
            if (!built && "true".equals(System.getenv("CI"))) {
                throw new AssertionError("the native library was not built (gcc, make?)");
            }
            assumeTrue(built, "the native library was not built on this machine");
        }
    }
}
