/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.kconfig.Peer;
import io.opsswitch.kconfig.TestTrees;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Runs a C tool and ours in two folders of the same content, and expects the same of both. */
final class SideBySide {

    private static final Pattern VALUE = Pattern.compile(" \\[=[^]\n]*]");
    /** Which selectors are listed, and under which title, depends on values. */
    private static final Pattern HELP = Pattern.compile("(?m)^(Selected by .*|Implied by .*|  - .*|Range : .*)\n");

    private final Peer peer;
    private final Path theirs;
    private final Path ours;
    private boolean ignoresPassing;
    private final Map<String, String> environment = Peer.defaults();

    SideBySide(Peer peer, Path folder) throws IOException {
        this.peer = peer.needed();
        this.theirs = Files.createDirectory(folder.resolve("theirs"));
        this.ours = Files.createDirectory(folder.resolve("ours"));
    }

    /**
     * Ignore values in help, which the C tools do not compute anew after each answer, and unmet dependencies, which they
     * report whenever they compute, also between answers.
     */
    SideBySide ignorePassingStates() {
        ignoresPassing = true;
        return this;
    }

    SideBySide with(String variable, String value) {
        environment.put(variable, value);
        return this;
    }

    SideBySide without(String variable) {
        environment.remove(variable);
        return this;
    }

    SideBySide file(String name, String text) throws IOException {
        Files.writeString(theirs.resolve(name), text);
        Files.writeString(ours.resolve(name), text);
        return this;
    }

    SideBySide folders(String... names) throws IOException {
        for (String name : names) {
            Files.createDirectories(theirs.resolve(name));
            Files.createDirectories(ours.resolve(name));
        }
        return this;
    }

    SideBySide delete(String name) throws IOException {
        Files.deleteIfExists(theirs.resolve(name));
        Files.deleteIfExists(ours.resolve(name));
        return this;
    }

    SideBySide clear() throws IOException {
        for (Path folder : List.of(theirs, ours)) {
            TestTrees.delete(folder);
            Files.createDirectory(folder);
        }
        return this;
    }

    /** Run both; return what they printed and left behind. */
    Peer.Result run(String input, String... arguments) throws IOException, InterruptedException {
        Peer.Result expected = peer.run(theirs, environment, input, arguments);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        List<String> own = new ArrayList<>(List.of("--dialect=" + peer.dialect().name()));
        own.addAll(List.of(arguments));
        int status = new KconfigMain(
                        new Settings(ours, new HashMap<>(environment)),
                        new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8))
                .run(own.toArray(String[]::new));
        String what = String.join(" ", arguments);
        assertThat(lines(err.toString(StandardCharsets.UTF_8)))
                .as("messages of " + what)
                .isEqualTo(lines(expected.err()));
        assertThat(log(out.toString(StandardCharsets.UTF_8)))
                .as("output of " + what)
                .isEqualTo(log(expected.out()));
        assertThat(status).as("status of " + what).isEqualTo(expected.status());
        Map<String, String> files = content(theirs);
        assertThat(content(ours)).as("files of " + what).isEqualTo(files);
        return expected;
    }

    String read(String name) throws IOException {
        return Files.readString(ours.resolve(name));
    }

    /** Leave out a remark on conditions that cannot hold, which the C tools make as often as they rewrite one. */
    private String log(String out) {
        String text =
                ignoresPassing ? VALUE.matcher(HELP.matcher(out).replaceAll("")).replaceAll("") : out;
        return text.replaceAll("boolean symbol \\w+ tested for 'm'\\? test forced to '[yn]'\n", "");
    }

    /** Each computation repeats the C tool's warnings, so that only which there are counts. */
    private TreeSet<String> lines(String text) {
        TreeSet<String> lines = new TreeSet<>(text.lines().toList());
        if (ignoresPassing) {
            lines.removeIf(l -> l.isEmpty()
                    || l.startsWith("WARNING: unmet")
                    || l.contains("unmet direct dependencies")
                    || l.startsWith("  "));
        }
        return lines;
    }

    private static Map<String, String> content(Path folder) throws IOException {
        Map<String, String> content = new TreeMap<>();
        try (Stream<Path> paths = Files.walk(folder)) {
            for (Path path : paths.filter(Files::isRegularFile).toList()) {
                content.put(folder.relativize(path).toString(), Files.readString(path));
            }
        }
        return content;
    }
}
