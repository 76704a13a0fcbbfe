/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** A terminal multiplexer with a server of its own, in which the real menu runs: keys in, screens out. */
final class Tmux implements AutoCloseable {

    private static final Path PROGRAM = Path.of("/usr/bin/tmux");
    private static final String MISSING = PROGRAM + " is missing, perhaps you should install tmux";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int POLL_MILLIS = 40;

    private final String socket = "ops-" + UUID.randomUUID();
    private int sessions;

    /** Skip the test, with a reason, when there is no tmux; fail it in CI. */
    Tmux needed() {
        if (!Files.isExecutable(PROGRAM)) {
            assertThat(System.getenv("CI")).as(MISSING).isNotEqualTo("true");
            System.out.println("skipped: " + MISSING);
            assumeTrue(false, MISSING);
        }
        return this;
    }

    /** Start the menu for the file Kconfig of a folder, in a terminal of the usual size. */
    Pane menu(Path folder, String environment, String redirections) {
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String classes = System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
        Path arguments = folder.resolve("java.arguments");
        try {
            Files.writeString(
                    arguments,
                    "-XX:TieredStopAtLevel=1\n-cp \"" + classes.replace("\\", "\\\\") + "\"\n"
                            + MenuMain.class.getName());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        String command = environment + " " + java + " @" + arguments + " Kconfig .config " + redirections
                + "; echo status $?; exec sleep 600";
        String name = "s" + sessions++;
        run("new-session", "-d", "-s", name, "-x", "80", "-y", "24", "-c", folder.toString(), command);
        return new Pane(name);
    }

    /** Run a command of tmux; return what it prints. */
    private String run(String... words) {
        List<String> command = new ArrayList<>(List.of(PROGRAM.toString(), "-u", "-L", socket, "-f", "/dev/null"));
        command.addAll(List.of(words));
        try {
            File out = File.createTempFile("tmux", ".out");
            try {
                ProcessBuilder builder =
                        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(out);
                builder.environment().put("LC_ALL", "C.UTF-8");
                builder.environment().remove("NO_COLOR");
                builder.environment().keySet().removeIf(v -> v.startsWith("MENUCONFIG_") || v.startsWith("TMUX"));
                Process process = builder.start();
                assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS))
                        .as("%s ends", command)
                        .isTrue();
                return Files.readString(out.toPath(), StandardCharsets.UTF_8);
            } finally {
                Files.delete(out.toPath());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void close() {
        if (sessions > 0) {
            run("kill-server");
        }
    }

    /** A terminal. */
    final class Pane {

        private final String name;

        private Pane(String name) {
            this.name = name;
        }

        /** Press keys by their names, such as Enter, or type characters. */
        Pane press(String... keys) {
            List<String> words = new ArrayList<>(List.of("send-keys", "-t", name));
            words.addAll(List.of(keys));
            run(words.toArray(String[]::new));
            return this;
        }

        /** Send characters as they are. */
        Pane type(String text) {
            run("send-keys", "-t", name, "-l", text);
            return this;
        }

        Pane resize(int width, int height) {
            run("resize-window", "-t", name, "-x", String.valueOf(width), "-y", String.valueOf(height));
            return this;
        }

        /** Return the process that runs the menu. */
        ProcessHandle process() {
            long shell = Long.parseLong(
                    run("list-panes", "-t", name, "-F", "#{pane_pid}").strip());
            return ProcessHandle.of(shell)
                    .flatMap(p -> p.children().findFirst())
                    .orElseThrow(() -> new AssertionError("nothing runs in the terminal"));
        }

        String screen() {
            return run("capture-pane", "-p", "-t", name);
        }

        /** Return the screen with the escape sequences for its looks. */
        String looks() {
            return run("capture-pane", "-p", "-e", "-t", name);
        }

        /** Wait until the screen shows all the texts. */
        Pane awaits(String... texts) {
            return await(true, texts);
        }

        /** Wait until the screen shows none of the texts. */
        Pane awaitsNo(String... texts) {
            return await(false, texts);
        }

        private Pane await(boolean shown, String... texts) {
            Instant end = Instant.now().plus(PATIENCE);
            String screen = screen();
            while (!fits(screen, shown, texts) && Instant.now().isBefore(end)) {
                try {
                    Thread.sleep(POLL_MILLIS);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    throw new AssertionError(e);
                }
                screen = screen();
            }
            if (shown) {
                assertThat(screen).contains(texts);
            } else {
                assertThat(screen).doesNotContain(texts);
            }
            return this;
        }

        private boolean fits(String screen, boolean shown, String... texts) {
            for (String text : texts) {
                if (screen.contains(text) != shown) {
                    return false;
                }
            }
            return true;
        }
    }
}
