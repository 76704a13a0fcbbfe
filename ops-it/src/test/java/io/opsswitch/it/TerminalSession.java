/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionTimeoutException;

/** A program in a terminal of 80 columns and 24 lines that nobody sees: keys in, screen out. One tmux server for each. */
final class TerminalSession implements AutoCloseable {

    private static final Duration PATIENCE = Duration.ofSeconds(90);

    private final String server;

    private TerminalSession(String server) {
        this.server = server;
    }

    /** Start a program; when it ends, {@code ENDED=} and its exit code appear on the screen. */
    static TerminalSession start(Path folder, List<String> command) throws IOException {
        String words = command.stream()
                .map(word -> "'" + word.replace("'", "'\\''") + "'")
                .collect(Collectors.joining(" "));
        Path script = Files.writeString(
                folder.resolve("session.sh"), "cd '" + folder + "'\n" + words + "\necho \"ENDED=$?\"\nsleep 3600\n");
        TerminalSession session = new TerminalSession("ops-" + UUID.randomUUID());
        session.tmux(
                        "-f",
                        "/dev/null",
                        "new-session",
                        "-d",
                        "-x",
                        "80",
                        "-y",
                        "24",
                        "env LC_ALL=C.UTF-8 sh '" + script + "'")
                .quietly();
        return session;
    }

    /** Press keys, by the names that tmux has for them. */
    void send(String... keys) {
        List<String> words = new ArrayList<>(List.of("send-keys"));
        words.addAll(List.of(keys));
        tmux(words.toArray(String[]::new)).quietly();
    }

    /** Return what the screen shows, without colours. */
    String screen() {
        return tmux("capture-pane", "-p").quietly();
    }

    /** Wait until the screen shows a text. */
    void awaitText(String text) {
        try {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(100))
                    .until(() -> screen().contains(text));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("the screen never showed \"" + text + "\" but:\n" + screen(), e);
        }
    }

    @Override
    public void close() {
        tmux("kill-server");
    }

    private Shell.Result tmux(String... arguments) {
        List<String> command = new ArrayList<>(List.of("tmux", "-L", server));
        command.addAll(List.of(arguments));
        return Shell.run(Map.of(), command.toArray(String[]::new));
    }
}
