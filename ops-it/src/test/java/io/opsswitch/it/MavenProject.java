/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A small project with a Kconfig file, and how to call Maven on it with the plugin of this build. */
final class MavenProject {

    private final Path folder;

    MavenProject(Path folder, String kconfig) throws IOException {
        this.folder = folder;
        Files.writeString(folder.resolve("Kconfig"), kconfig);
        Files.writeString(folder.resolve("pom.xml"), """
                <project xmlns="http://maven.apache.org/POM/4.0.0">
                  <modelVersion>4.0.0</modelVersion>
                  <groupId>com.example</groupId>
                  <artifactId>interactive</artifactId>
                  <version>1.0</version>
                  <packaging>pom</packaging>
                  <build>
                    <plugins>
                      <plugin>
                        <groupId>io.opsswitch</groupId>
                        <artifactId>ops-maven-plugin</artifactId>
                        <version>%s</version>
                      </plugin>
                    </plugins>
                  </build>
                </project>
                """.formatted(property("ops.it.version")));
        String settings = Files.readString(Path.of(property("ops.it.settings")));
        Files.writeString(
                folder.resolve("settings.xml"),
                settings.replace(
                        "@localRepositoryUrl@",
                        Path.of(property("ops.it.repository")).toUri().toString()));
    }

    Path file(String name) {
        return folder.resolve(name);
    }

    /** Return the command that calls Maven, the one that runs this build, with these arguments. */
    List<String> command(String... arguments) {
        List<String> command = new ArrayList<>(options());
        command.addAll(List.of("-f", folder.resolve("pom.xml").toString()));
        command.addAll(List.of(arguments));
        return command;
    }

    /** Return how that Maven is called on any project: with the plugin of this build. */
    List<String> options() {
        return List.of(
                Path.of(property("ops.it.maven"), "bin", "mvn").toString(),
                "-ntp",
                "-s",
                folder.resolve("settings.xml").toString(),
                "-Dmaven.repo.local=" + property("ops.it.plugins"),
                "-Dstyle.color=never");
    }

    private static String property(String name) {
        String value = System.getProperty(name);
        if (value == null) {
            throw new AssertionError("the system property " + name + " is missing, perhaps you should run mvn verify");
        }
        return value;
    }
}
