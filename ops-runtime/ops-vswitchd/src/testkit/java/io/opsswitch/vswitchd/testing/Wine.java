/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.testing;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Runs batch files and programs of Windows under Wine, in a prefix of the module's build folder. Used by one thread. */
public final class Wine {

    private static final String COMPILER = "x86_64-w64-mingw32-gcc";
    private static final int BOOT_SECONDS = 200;
    private static final int RUN_SECONDS = 100;

    /** Prints its arguments, one a line, and ends with 7. */
    private static final String STUB = """
            #include <stdio.h>
            int main(int count, char **words) {
                for (int i = 1; i < count; i++) printf("%s\\n", words[i]);
                return 7;
            }
            """;

    /** Not below a temporary folder: it has links to all of the machine's files. */
    private static final Path PREFIX = Path.of("target/wine-prefix").toAbsolutePath();

    private final Path folder;

    /** What a run came to. */
    public record Run(int status, List<String> output, String errors) {}

    private Wine(Path folder) {
        this.folder = folder;
    }

    /**
     * Make the prefix if need be; skip the test if Wine or the compiler is missing, which in CI is a failure.
     *
     * @param folder where scripts and what they print go
     */
    public static Wine start(Path folder) throws Exception {
        for (String program : List.of("wine", COMPILER)) {
            Namespaces.requirePeer(program, Namespaces.isInstalled(program));
        }
        Files.createDirectories(PREFIX);
        Process boot = builder(List.of("wine", "wineboot", "-i"), Map.of())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (!boot.waitFor(BOOT_SECONDS, TimeUnit.SECONDS)) {
            boot.destroyForcibly();
            throw new AssertionError("Wine's prefix was not made within " + BOOT_SECONDS + " s");
        }
        return new Wine(folder);
    }

    /** Compile a program that prints its arguments, one a line, and ends with 7. */
    public static Path printer(Path program) throws IOException {
        Path source = Files.writeString(program.resolveSibling(program.getFileName() + ".c"), STUB);
        Namespaces.run(COMPILER, "-o", program.toString(), source.toString());
        return program;
    }

    /** Return the name that Windows' programs know a file by. */
    public static String name(Path path) {
        return "Z:" + path.toString().replace('/', '\\');
    }

    /** Run a batch file or program with arguments, none of which has a quote. */
    public Run run(Map<String, String> settings, Path program, List<String> arguments) throws Exception {
        // In a script, since "cmd /c" has rules of its own about quotes.
        StringBuilder line = new StringBuilder("@\"" + name(program) + '"');
        for (String argument : arguments) {
            line.append(" \"").append(argument.replace("%", "%%")).append('"');
        }
        return script(settings, line.toString());
    }

    /** Run a line as a batch file. */
    public Run script(Map<String, String> settings, String line) throws Exception {
        Path script = Files.writeString(folder.resolve("run.cmd"), line + "\r\n");
        Path out = folder.resolve("out");
        Path errors = folder.resolve("errors");
        Process process = builder(List.of("wine", "cmd", "/c", name(script)), settings)
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        if (!process.waitFor(RUN_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("did not end within " + RUN_SECONDS + " s: " + line);
        }
        return new Run(
                process.exitValue(),
                Files.readString(out, StandardCharsets.ISO_8859_1).lines().toList(),
                Files.readString(errors, StandardCharsets.ISO_8859_1));
    }

    private static ProcessBuilder builder(List<String> command, Map<String, String> settings) {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().remove("DISPLAY");
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("WINEPREFIX", PREFIX.toString());
        builder.environment().put("WINEDEBUG", "-all");
        builder.environment().put("WINEDLLOVERRIDES", "mscoree,mshtml=");
        builder.environment().putAll(settings);
        return builder;
    }
}
