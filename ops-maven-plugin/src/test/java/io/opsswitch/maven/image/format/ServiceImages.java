/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format;

import io.opsswitch.maven.image.format.msi.MsiSettings;
import io.opsswitch.maven.image.format.msi.Signing;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Images with two services, for packages of Windows Installer. */
final class ServiceImages {

    static final String DATABASE = """
            {"name": "ops-test-db", "display": "Database [of tests]", "description": "Serves {tests}.",
             "start": "auto", "depends": [], "mainClass": "com.example.Database",
             "arguments": ["--remote=punix:${data}/db.sock", "a;b c", "#1", "${data}\\\\conf.db"],
             "stopClass": "com.example.Database", "stopMethod": "stop",
             "jvmOptions": ["-Xmx64m", "-Dhome=${home}\\\\share", "-Dquote=a.b"]}
            """;
    static final String SWITCH = """
            {"name": "ops-test-switch", "display": "Switch", "description": "Switches.",
             "start": "demand", "depends": ["ops-test-db"], "mainClass": "com.example.Switch",
             "arguments": ["--data=${data}", "--path=${home};x"],
             "stopClass": "com.example.Stopper", "stopMethod": "end"}
            """;

    /** What images with services have: held against procrun itself by {@link MsiWineTest}. */
    private static final Path SETTINGS =
            Path.of("../ops-runtime/ops-windows-host/src/main/resources/META-INF/ops/image/windows/procrun.json");

    private ServiceImages() {}

    /** Return an image of a version, with a program in the place of procrun. */
    static Packing of(Path folder, Path program, String version, Map<String, String> more) throws IOException {
        Map<String, String> contents = new TreeMap<>(Map.of(
                "bin/run.cmd",
                "@echo off\necho hi\n",
                "lib/a long name of a library-1.0.jar",
                "jar",
                "share/ops/licences.txt",
                "none\n",
                "share/version",
                version,
                "windows/services/ops-test-db.json",
                DATABASE,
                "windows/services/ops-test-switch.json",
                SWITCH));
        contents.put("windows/procrun.json", Files.readString(SETTINGS));
        contents.putAll(more);
        Path root = Files.createTempDirectory(folder, "image");
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> entry : contents.entrySet()) {
            Path file = root.resolve(entry.getKey());
            Files.createDirectories(file.getParent());
            files.add(Files.writeString(file, entry.getValue()));
        }
        files.add(Files.copy(program, root.resolve("bin/prunsrv.exe")));
        return packing(root, files, version, null);
    }

    /** Return the image signed. */
    static Packing signed(Packing packing, Signing signing) {
        return packing(packing.root(), packing.files(), packing.version(), signing);
    }

    private static Packing packing(Path root, List<Path> files, String version, @Nullable Signing signing) {
        return new Packing(
                "ops-p",
                root,
                files,
                Packings.TIMESTAMP,
                "p",
                "toaster",
                version,
                "Makes toast.",
                "Jo <jo@example.com>",
                "windows-x86_64",
                List.of(),
                null,
                new MsiSettings("com.example:toaster", "", "", "https://example.com", signing));
    }
}
