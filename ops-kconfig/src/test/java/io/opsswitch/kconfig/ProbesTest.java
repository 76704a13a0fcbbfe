/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProbesTest {

    @TempDir
    Path tree;

    @TempDir
    Path cache;

    private Path log;

    @BeforeEach
    void makePrograms() throws IOException {
        log = tree.resolve("log");
        program("cc", "echo \"cc $*\" >> log; sleep 0.0$1; echo $1");
    }

    private void program(String name, String body) throws IOException {
        Path file = tree.resolve(name);
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }

    private KconfigOptions.Builder options() {
        return KconfigOptions.builder()
                .dialect(Dialect.LINUX_6_12)
                .environment(Map.of("PATH", System.getenv("PATH")))
                .sourceRoot(tree);
    }

    private KconfigTree load(KconfigOptions.Builder options, String text) throws KconfigException, IOException {
        Files.writeString(tree.resolve("Kconfig"), text);
        return Kconfig.load(Path.of("Kconfig"), options.build());
    }

    private List<String> ran() throws IOException {
        if (!Files.exists(log)) {
            return List.of();
        }
        List<String> lines = Files.readAllLines(log);
        Files.delete(log);
        return lines;
    }

    private static String titles(KconfigTree tree) {
        StringBuilder out = new StringBuilder();
        for (MenuNode node : tree.root().children()) {
            Prompt prompt = node.prompt();
            out.append(prompt == null ? "" : prompt.text()).append('|');
        }
        return out.toString();
    }

    @Test
    void runsAheadExactlyWhatTheLoadAsksFor() throws Exception {
        Files.createDirectories(tree.resolve("sub"));
        Files.writeString(tree.resolve("sub/Kconfig"), "comment \"$(shell,./cc 5 sub)\"\n");
        String text = """
                first := $(shell,./cc 1)
                later = $(shell,./cc $(1) $(first))
                # comment "$(shell,./cc 9 commented)"
                config A
                \tbool "a"
                \thelp
                \t  Never "$(shell,./cc 9 in-help)"
                \t    nor $(shell,./cc 9 deeper-in-help)
                comment "$(later,2)" # $(shell,./cc 9 behind)
                comment "$(shell,./cc 3 $(shell,./cc 4))"
                source "sub/Kconfig"
                source "sub/$(shell,echo Kc)onfig2"
                """;
        Files.writeString(tree.resolve("sub/Kconfig2"), "comment \"$(shell,./cc 6)\"\n");
        String ahead = titles(load(options(), text));
        List<String> ranAhead = ran();
        String inTurn = titles(load(options().probesAhead(false), text));
        assertThat(ahead).isEqualTo(inTurn).isEqualTo("a|2|3|5|6|");
        assertThat(ranAhead)
                .containsExactlyInAnyOrderElementsOf(ran())
                .containsExactlyInAnyOrder("cc 1", "cc 2 1", "cc 4", "cc 3 4", "cc 5 sub", "cc 6");
    }

    @Test
    void printsErrorsOfCommandsInTheOrderOfTheText() throws Exception {
        program("slow", "sleep 0.2; echo slow >&2");
        program("fast", "echo fast >&2");
        KconfigTree loaded = load(options(), "comment \"$(shell,./slow)\"\ncomment \"$(shell,./fast)\"\n");
        assertThat(loaded.diagnostics()).extracting(Diagnostic::toString).containsExactly("slow\n", "fast\n");
        assertThat(loaded.diagnostics())
                .extracting(d -> String.valueOf(d.location()))
                .containsExactly("Kconfig:1", "Kconfig:2");
    }

    @Test
    void messagesKeepTheirOrderAndAnErrorStillEndsTheLoad() throws Exception {
        String text = """
                $(info,one $(shell,./cc 2))
                $(warning-if,y,two)
                $(error-if,$(shell,echo y),three $(shell,./cc 1))
                $(info,four)
                """;
        for (boolean ahead : List.of(true, false)) {
            assertThatThrownBy(() -> load(options().probesAhead(ahead), text))
                    .isInstanceOfSatisfying(
                            KconfigException.class,
                            e -> assertThat(e.diagnostics())
                                    .extracting(Diagnostic::toString)
                                    .containsExactly("one 2", "Kconfig:2: two", "Kconfig:3: three 1"));
        }
    }

    @Test
    void takesOutputsFromTheCacheUntilAProgramChanges() throws Exception {
        String text = "comment \"$(shell,./cc 1)\"\ncomment \"$(shell,./cc 2)\"\n";
        KconfigOptions.Builder cached = options().probeCache(cache);
        assertThat(titles(load(cached, text))).isEqualTo("1|2|");
        assertThat(ran()).containsExactlyInAnyOrder("cc 1", "cc 2");
        assertThat(titles(load(cached, text))).isEqualTo("1|2|");
        assertThat(ran()).isEmpty();

        load(cached.environment(Map.of("CFLAGS", "-O2")), text);
        assertThat(ran()).as("another environment").hasSize(2);

        Files.setLastModifiedTime(tree.resolve("cc"), FileTime.fromMillis(1));
        load(cached, text);
        assertThat(ran()).as("another program").hasSize(2);
    }

    @Test
    void asksOnlyForWhatTheCacheDoesNotKnow() throws Exception {
        KconfigOptions.Builder cached = options().probeCache(cache);
        load(cached, "comment \"$(shell,./cc 1)\"\n");
        ran();
        assertThat(titles(load(cached, "comment \"$(shell,./cc 1)\"\ncomment \"$(shell,./cc 2)\"\n")))
                .isEqualTo("1|2|");
        assertThat(ran()).containsExactly("cc 2");
    }

    @Test
    void aDamagedCacheCountsAsEmpty() throws Exception {
        KconfigOptions.Builder cached = options().probeCache(cache);
        String text = "comment \"$(shell,./cc 1)\"\n";
        load(cached, text);
        ran();
        try (Stream<Path> files = Files.list(cache)) {
            for (Path file : files.toList()) {
                String content = Files.readString(file);
                Files.writeString(file, content.substring(0, content.length() - 30));
            }
        }
        assertThat(titles(load(cached, text))).isEqualTo("1|");
        assertThat(ran()).containsExactly("cc 1");
        load(cached, text);
        assertThat(ran()).isEmpty();
    }

    @Test
    void concurrentLoadsShareACache() throws Exception {
        String text = "comment \"$(shell,./cc 1)\"\ncomment \"$(shell,./cc 2)\"\n";
        Files.writeString(tree.resolve("Kconfig"), text);
        KconfigOptions options = options().probeCache(cache).build();
        List<String> results = Stream.generate(() -> "Kconfig")
                .limit(8)
                .parallel()
                .map(name -> {
                    try {
                        return titles(Kconfig.load(Path.of(name), options));
                    } catch (KconfigException | IOException e) {
                        throw new AssertionError(e);
                    }
                })
                .toList();
        assertThat(results).containsOnly("1|2|");
        ran();
        load(options().probeCache(cache), text);
        assertThat(ran()).isEmpty();
    }
}
