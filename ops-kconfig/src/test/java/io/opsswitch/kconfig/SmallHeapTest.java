/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All of {@link RobustnessTest} passes within a heap of 256 MiB. */
class SmallHeapTest {

    @TempDir
    Path folder;

    @Test
    void bigTreesNeedLittleMemory() throws Exception {
        Path out = folder.resolve("out");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx256m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Child.class.getName(),
                        Files.createDirectory(folder.resolve("work")).toString())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile())
                .start();
        boolean ended = process.waitFor(180, TimeUnit.SECONDS);
        process.destroyForcibly();
        assertThat(ended).as("ends: " + Files.readString(out)).isTrue();
        assertThat(process.waitFor()).as(Files.readString(out)).isZero();
    }

    /** Runs the tests without a test engine, which would need memory of its own. */
    static final class Child {

        private Child() {}

        public static void main(String[] arguments) throws Exception {
            int number = 0;
            for (Method method : RobustnessTest.class.getDeclaredMethods()) {
                if (method.isAnnotationPresent(Test.class)) {
                    RobustnessTest test = new RobustnessTest();
                    test.folder = Files.createDirectory(Path.of(arguments[0], "test" + number++));
                    try {
                        method.invoke(test);
                    } catch (InvocationTargetException e) {
                        throw new AssertionError(method.getName(), e.getCause());
                    }
                }
            }
            assertThat(number).isGreaterThan(10);
            System.exit(0);
        }
    }
}
