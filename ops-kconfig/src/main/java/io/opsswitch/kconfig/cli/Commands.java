/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.ask.NoAnswerException;
import java.io.IOException;
import java.util.List;

/** Runs the commands that {@code conf} does not have. */
final class Commands {

    private final Call call;

    Commands(Call call) {
        this.call = call;
    }

    /** Run a command and return its exit code. */
    int run(Command command) throws Failure, KconfigException, IOException, NoAnswerException {
        if (call.silent()) {
            call.messages().silence();
        }
        return switch (command) {
            case MENUCONFIG -> MenuCommand.run(call);
            case WHY -> ExplainCommands.why(call);
            case INFO -> ExplainCommands.info(call);
            case ENABLE -> new EnableCommand(call).run();
            case DIFF -> new DiffCommand(call).run();
            case MERGE -> new MergeCommand(call).run();
            case GET -> ValueCommands.get(call);
            case SET -> ValueCommands.set(call);
            case CONFIG -> new ConfigCommand(call).run();
            case LINT -> TreeCommands.lint(call);
            case EXPORT -> TreeCommands.export(call);
            case HELP -> help();
        };
    }

    private int help() throws Failure {
        List<String> words = call.arguments().words(0, 1);
        if (words.isEmpty()) {
            call.out().print(Help.overview());
            return 0;
        }
        String help = Help.of(words.get(0));
        if (help == null) {
            throw new Failure("there is no command \"" + words.get(0)
                    + "\", perhaps you should look at the list that \"" + Help.PROGRAM + " help\" prints");
        }
        call.out().print(help);
        return 0;
    }
}
