/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opsswitch.kconfig.TestTrees;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts around the C tool, next to ours: scripts/config, scripts/diffconfig and merge_config.sh of Linux 6.12. */
class ScriptsPeerTest {

    private static final int CASES = 40;
    private static final String[] NAMES = {"A", "B", "LONG_NAME_2", "LONG_NAME", "Z9"};

    @TempDir
    Path folder;

    private Path conf;
    private Path scripts;
    private Path theirs;
    private Path ours;

    @BeforeEach
    void findScripts() throws IOException {
        conf = Path.of(System.getenv().getOrDefault("OPS_LINUX_CONF", "/nonexistent/scripts/kconfig/conf"));
        scripts = conf.getParent().getParent();
        for (String name : List.of("kconfig/conf", "kconfig/merge_config.sh", "config", "diffconfig")) {
            String reason = name + " of Linux 6.12 is missing, perhaps you should set OPS_LINUX_CONF to its"
                    + " scripts/kconfig/conf";
            if (!Files.exists(scripts.resolve(name))) {
                assertThat(System.getenv("CI")).as(reason).isNotEqualTo("true");
                System.out.println("skipped: " + reason);
                assumeTrue(false, reason);
            }
        }
        theirs = Files.createDirectory(folder.resolve("theirs"));
        ours = Files.createDirectory(folder.resolve("ours"));
    }

    @Test
    void configEditsAsTheScriptDoes() throws Exception {
        String[] one = {"-e", "-d", "-m", "-u", "-s", "--enable", "--disable", "--module", "--undefine", "--state"};
        String[] values = {"1", "0x1F", "\"q\"", "y", "", "a/b c"};
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            restart(random.nextInt(8) == 0 ? null : config(random));
            List<String> words = new ArrayList<>();
            int edits = 1 + random.nextInt(4);
            for (int i = 0; i < edits; i++) {
                switch (random.nextInt(6)) {
                    case 0 -> words.addAll(List.of("--set-val", name(random), pick(random, values)));
                    case 1 ->
                        words.addAll(List.of("--set-str", name(random), pick(random, "x", "a b", "/dev/null", "")));
                    case 2 -> words.addAll(List.of(pick(random, "-E", "-D", "-M"), name(random), "N" + i));
                    case 3 -> words.addAll(random.nextBoolean() ? List.of("-k") : List.of("--file", "other"));
                    default -> words.addAll(List.of(pick(random, one), name(random)));
                }
            }
            if (words.stream().noneMatch(word -> word.equals("-u") || word.equals("--undefine"))
                    || Files.exists(theirs.resolve(words.contains("other") ? "other" : ".config"))) {
                compare(List.of("bash", script("config")), "config", words);
            }
        }
    }

    @Test
    void diffPrintsAsTheScriptDoes() throws Exception {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            restart(config(random));
            both(".config.old", config(random));
            List<String> words = new ArrayList<>(random.nextBoolean() ? List.of("-m") : List.of());
            words.addAll(random.nextBoolean() ? List.of(".config", ".config.old") : List.of());
            compare(List.of("python3", script("diffconfig")), "diff", words);
        }
    }

    @Test
    void mergesAsTheScriptDoes() throws Exception {
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            restart(null);
            String base = config(random);
            both("base", random.nextInt(6) == 0 ? base.stripTrailing() : base);
            both("one", config(random));
            both("two", config(random));
            List<String> words = new ArrayList<>(List.of("-m"));
            for (String option : new String[] {"-r", "-y", "-s", "-Q"}) {
                if (random.nextInt(3) == 0) {
                    words.add(option);
                }
            }
            words.addAll(random.nextInt(4) == 0 ? List.of("base") : List.of("base", "one", "two"));
            Result expected = script(List.of("sh", script("kconfig/merge_config.sh")), words);
            Session.Result actual = run("merge", words);
            assertThat(actual.status()).as(seed + ": " + words).isEqualTo(expected.status);
            // The last words differ: the original wants make to run, and its strict mode fails on the output.
            List<String> log = expected.out
                    .lines()
                    .filter(line -> !line.startsWith("#") && !line.startsWith("The fragment redefined"))
                    .toList();
            assertThat(actual.out().lines().filter(line -> !line.startsWith("#")))
                    .as(seed + ": " + words)
                    .isEqualTo(log);
            assertThat(content(ours)).as(seed + ": " + words).isEqualTo(content(theirs));
        }
    }

    @Test
    void completesMergesAsTheScriptDoes() throws Exception {
        Path bin = Files.createDirectory(folder.resolve("bin"));
        Path make = Files.writeString(
                bin.resolve("make"),
                "#!/bin/sh\n# the last argument is the target\nfor word; do case $word in *=*) export \"$word\" ;; esac; done\n"
                        + "exec " + conf + " \"--$word\" Kconfig\n");
        assertThat(make.toFile().setExecutable(true)).isTrue();
        String tree = Arrays.stream(NAMES)
                        .map(name -> "config " + name + "\n\ttristate \"" + name + "\"\n"
                                + (name.equals("A") ? "" : "\tdepends on A\n"))
                        .collect(Collectors.joining())
                + "config MODULES\n\tdef_bool y\n\tmodules\n";
        for (int seed = 0; seed < CASES; seed++) {
            Random random = new Random(seed);
            restart(null);
            both("Kconfig", tree);
            both("base", states(random));
            both("one", states(random));
            List<String> words = new ArrayList<>(random.nextBoolean() ? List.of("-n") : List.of());
            words.addAll(List.of("-Q", "base", "one"));
            Result expected = script(List.of("sh", script("kconfig/merge_config.sh")), words);
            assertThat(expected.status).as(expected.err).isZero();
            Session.Result actual = run("merge", words);
            assertThat(actual.status()).isZero();
            assertThat(Files.readString(ours.resolve(".config")))
                    .isEqualTo(Files.readString(theirs.resolve(".config")));
            // A request for n of what is not written is granted, as we see it.
            assertThat(unmet(actual.err())).as(seed + ": " + words).isEqualTo(unmetButNo(expected.out));
        }
    }

    private static TreeSet<String> unmet(String text) {
        return text.lines()
                .filter(line -> line.startsWith("Value requested for "))
                .map(line -> line.split(" ")[3])
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static TreeSet<String> unmetButNo(String text) {
        TreeSet<String> names = new TreeSet<>();
        List<String> lines = text.lines().toList();
        for (int i = 0; i + 2 < lines.size(); i++) {
            if (lines.get(i).startsWith("Value requested for ")
                    && !lines.get(i + 1).endsWith("is not set")) {
                names.add(lines.get(i).split(" ")[3]);
            }
        }
        return names;
    }

    /** Run the script and our command; expect the same output, exit code and files. */
    private void compare(List<String> script, String command, List<String> words) throws Exception {
        Result expected = script(script, words);
        Session.Result actual = run(command, words);
        assertThat(actual.out()).as(command + words).isEqualTo(expected.out);
        assertThat(actual.status()).as(command + words + actual.err()).isEqualTo(expected.status);
        assertThat(content(ours)).as(command + words).isEqualTo(content(theirs));
    }

    private Session.Result run(String command, List<String> words) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(words);
        return new Session(ours).run(all.toArray(String[]::new));
    }

    private record Result(int status, String out, String err) {}

    private Result script(List<String> script, List<String> words) throws Exception {
        List<String> command = new ArrayList<>(script);
        command.addAll(words);
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(theirs.toFile())
                .redirectInput(Path.of("/dev/null").toFile())
                .redirectOutput(out.toFile())
                .redirectError(err.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("K") || name.equals("CONFIG_"));
        builder.environment().put("PATH", folder.resolve("bin") + ":" + System.getenv("PATH"));
        Process process = builder.start();
        boolean ended = process.waitFor(30, TimeUnit.SECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        assertThat(ended).as(command + " ends").isTrue();
        return new Result(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    private String script(String name) {
        return scripts.resolve(name).toString();
    }

    private void restart(String config) throws IOException {
        for (Path each : List.of(theirs, ours)) {
            TestTrees.delete(each);
            Files.createDirectory(each);
        }
        if (config != null) {
            both(".config", config);
        }
    }

    private void both(String name, String text) throws IOException {
        Files.writeString(theirs.resolve(name), text);
        Files.writeString(ours.resolve(name), text);
    }

    private static String config(Random random) {
        StringBuilder out = new StringBuilder("#\n# head\n#\n");
        for (String name : NAMES) {
            switch (random.nextInt(6)) {
                case 0 -> out.append("# CONFIG_").append(name).append(" is not set\n");
                case 1 -> out.append("CONFIG_").append(name).append("=m\n");
                case 2 ->
                    out.append("CONFIG_")
                            .append(name)
                            .append("=\"a ")
                            .append(name)
                            .append("\"\n");
                case 3 -> out.append("CONFIG_").append(name).append("=y\n");
                case 4 ->
                    out.append("\n# comment on ").append(random.nextInt(3)).append('\n');
                default -> {
                    // nothing is said of it
                }
            }
        }
        return out.toString();
    }

    private static String states(Random random) {
        StringBuilder out = new StringBuilder();
        for (String name : NAMES) {
            String state = pick(random, "y", "m", "n", "");
            if (state.equals("n")) {
                out.append("# CONFIG_").append(name).append(" is not set\n");
            } else if (!state.isEmpty()) {
                out.append("CONFIG_").append(name).append('=').append(state).append('\n');
            }
        }
        return out.toString();
    }

    private static String name(Random random) {
        String name = NAMES[random.nextInt(NAMES.length)];
        return switch (random.nextInt(3)) {
            case 0 -> "CONFIG_" + name;
            case 1 -> name.toLowerCase(java.util.Locale.ROOT);
            default -> name;
        };
    }

    private static String pick(Random random, String... all) {
        return all[random.nextInt(all.length)];
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
