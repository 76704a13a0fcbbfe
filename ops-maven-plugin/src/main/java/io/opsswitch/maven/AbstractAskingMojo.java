/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.workspace.PatientInput;
import io.opsswitch.maven.workspace.Workspace;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.apache.maven.plugin.MojoFailureException;
import org.apache.maven.plugins.annotations.Parameter;

/**
 * A goal that may ask. It does at a terminal, and where answers are piped in; with <code>-B</code> and in a phase of a
 * build it never does, and fails when there is something to ask.
 */
abstract class AbstractAskingMojo extends AbstractKconfigMojo {

    @Parameter(defaultValue = "${settings.interactiveMode}", readonly = true)
    boolean interactiveMode;

    /** How many seconds to wait for an answer from a pipe, so that a build does not hang when nobody writes into it. */
    @Parameter(property = "ops.answerTimeout", defaultValue = "10")
    int answerTimeout;

    @Override
    final void work(Workspace workspace) throws ImageException, KconfigException, IOException, MojoFailureException {
        String mode = "--" + execution.getGoal();
        String tree = workspace.shown(workspace.kconfig());
        List<String> open = open(workspace);
        if (!interactiveMode || !isCalled()) {
            if (asks(open)) {
                throw new MojoFailureException(Advice.unanswered(goal(), open));
            }
            result(command(workspace), mode, tree).stream()
                    .filter(line -> !line.isBlank())
                    .forEach(getLog()::debug);
        } else {
            ask(workspace, open, mode, tree);
        }
        getLog().info("configuration: " + workspace.configuration());
        written(workspace);
    }

    private void ask(Workspace workspace, List<String> open, String... arguments) throws MojoFailureException {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        if (System.console() != null) {
            PrintStream err = new PrintStream(System.err, false, StandardCharsets.UTF_8);
            if (command(workspace).run(System.in, out, err, true, arguments) != 0) {
                throw new MojoFailureException(goal() + " failed, see the messages above");
            }
            return;
        }
        PatientInput answers = new PatientInput(System.in, Duration.ofSeconds(answerTimeout));
        ByteArrayOutputStream messages = new ByteArrayOutputStream();
        PrintStream err = new PrintStream(messages, false, StandardCharsets.UTF_8);
        int status = command(workspace).run(answers, out, err, false, arguments);
        if (answers.isMissed()) {
            out.println();
            throw new MojoFailureException(Advice.unanswered(goal(), open));
        }
        List<String> lines = messages.toString(StandardCharsets.UTF_8).lines().toList();
        if (status != 0) {
            throw new MojoFailureException(Advice.failure(goal(), lines));
        }
        lines.stream().filter(line -> !line.isBlank()).forEach(getLog()::warn);
    }

    /** Tell whether there is something to ask. */
    boolean asks(List<String> newSymbols) {
        return !newSymbols.isEmpty();
    }

    private static List<String> open(Workspace workspace) throws KconfigException, IOException {
        return workspace.open().configuration().newSymbols().stream()
                .map(Symbol::name)
                .toList();
    }
}
