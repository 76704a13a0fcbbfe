/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
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
    void namesTheFileAsThePlatformDoes() {
        assertThat(LibraryFile.name("linux-aarch64")).isEqualTo("libops-datapath.so");
        assertThat(LibraryFile.name("windows-x86_64")).isEqualTo("ops-datapath.dll");
        assertThat(LibraryFile.name("macos-aarch64")).isEqualTo("libops-datapath.dylib");
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

    @Test
    void namesThePlatformThatALibraryWasMadeFor() throws Exception {
        Path file = directory.resolve(FILE);
        Files.createDirectories(file.getParent());
        Files.write(file, elf(183));
        assertThat(loadInNewJvm(directory, ""))
                .isEqualTo("could not load the native library: " + file + " was made for linux-aarch64, but this JVM"
                        + " runs on " + NativeLibrary.platform());
        Files.write(file, pe(0x8664));
        assertThat(loadInNewJvm(directory, "")).contains(file + " was made for windows-x86_64, but");
    }

    @Test
    void namesThePlatformOfALibraryOnTheClassPathToo() throws Exception {
        Path file = directory.resolve("jar/META-INF/native").resolve(FILE);
        Files.createDirectories(file.getParent());
        Files.write(file, elf(40));
        assertThat(loadInNewJvm(directory, directory.resolve("jar").toString()))
                .contains("class path resource META-INF/native/" + FILE + " was made for linux-arm, but");
    }

    @Test
    void readsPlatformsFromTheHeadsOfFiles() throws IOException {
        Path file = directory.resolve("library");
        Files.write(file, elf(62));
        assertThat(LibraryFile.platform(file)).isEqualTo("linux-x86_64");
        Files.write(file, pe(0xaa64));
        assertThat(LibraryFile.platform(file)).isEqualTo("windows-aarch64");
        Files.write(file, elf(999));
        assertThat(LibraryFile.platform(file)).isEqualTo("linux-machine 999");
        for (byte[] head : new byte[][] {{}, {'M', 'Z'}, Arrays.copyOf(pe(0), 0x82), Arrays.copyOf(elf(62), 19)}) {
            Files.write(file, head);
            assertThat(LibraryFile.platform(file)).isEmpty();
        }
    }

    private static byte[] elf(int machine) {
        ByteBuffer head = ByteBuffer.allocate(64).order(ByteOrder.LITTLE_ENDIAN);
        return head.put(new byte[] {0x7f, 'E', 'L', 'F', 2, 1})
                .putShort(18, (short) machine)
                .array();
    }

    private static byte[] pe(int machine) {
        ByteBuffer head = ByteBuffer.allocate(0x100).order(ByteOrder.LITTLE_ENDIAN);
        head.put((byte) 'M').put((byte) 'Z').putInt(0x3c, 0x80);
        return head.putInt(0x80, 'P' | 'E' << 8).putShort(0x84, (short) machine).array();
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
