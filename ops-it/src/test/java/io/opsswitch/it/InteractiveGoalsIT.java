/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The goals that ask, inside Maven as a person or a script would call it. */
class InteractiveGoalsIT {

    private static final String KCONFIG = """
            mainmenu "Toaster"

            config TIMER
            	bool "Timer"

            config SLOTS
            	int "Slots"
            	range 1 8
            	default 2
            """;

    @TempDir
    Path folder;

    private MavenProject project;

    @BeforeEach
    void createProject() throws IOException {
        project = new MavenProject(folder, KCONFIG);
    }

    @Test
    void menuconfigEditsTheConfigurationInATerminal() throws IOException {
        Peers.require("tmux");
        try (TerminalSession terminal = TerminalSession.start(folder, project.command("ops:menuconfig"))) {
            terminal.awaitText("[ ] Timer");
            terminal.send("Space");
            terminal.awaitText("[*] Timer");
            terminal.send("q");
            terminal.awaitText("Save configuration");
            terminal.send("y");
            terminal.awaitText("ENDED=0");
            // The menu gave the terminal back, and Maven's own log is there.
            assertThat(terminal.screen()).contains("BUILD SUCCESS").doesNotContain("[*] Timer");
        }
        assertThat(project.file(".config")).content().contains("CONFIG_TIMER=y\nCONFIG_SLOTS=2\n");
    }

    @Test
    void oldconfigAsksAtATerminalWhatIsNew() throws IOException {
        Peers.require("tmux");
        Files.writeString(project.file(".config"), "CONFIG_TIMER=y\n");
        try (TerminalSession terminal = TerminalSession.start(folder, project.command("-q", "ops:oldconfig"))) {
            terminal.awaitText("Slots (SLOTS) [2] (NEW)");
            terminal.send("9", "Enter");
            terminal.send("7", "Enter");
            terminal.awaitText("ENDED=0");
            assertThat(terminal.screen()).contains("Timer (TIMER) [Y/n/?] y");
        }
        assertThat(project.file(".config")).content().contains("CONFIG_TIMER=y\nCONFIG_SLOTS=7\n");
    }

    @Test
    void oldconfigReadsAnswersFromAPipe() throws Exception {
        String out = run("y\n5\n", "ops:oldconfig");
        assertThat(out).contains("Timer (TIMER) [N/y/?] (NEW) y").contains("BUILD SUCCESS");
        assertThat(project.file(".config")).content().contains("CONFIG_TIMER=y\nCONFIG_SLOTS=5\n");
    }

    @Test
    void oldconfigFailsWithAHintAndWritesNothingWhenAnAnswerIsMissing() throws Exception {
        String out = run("y\n", "ops:oldconfig");
        assertThat(out)
                .contains("ops:oldconfig has questions about TIMER, SLOTS, and nobody is there to answer; perhaps")
                .contains("BUILD FAILURE")
                .doesNotContain("\tat ");
        assertThat(project.file(".config")).doesNotExist();
    }

    private String run(String answers, String... arguments) throws IOException, InterruptedException {
        Path log = project.file("log");
        Process process = new ProcessBuilder(project.command(arguments))
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        try (OutputStream in = process.getOutputStream()) {
            in.write(answers.getBytes(StandardCharsets.UTF_8));
        }
        if (!process.waitFor(120, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("Maven did not end: " + Files.readString(log));
        }
        return Files.readString(log);
    }
}
