/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.ask.NoAnswerException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Finds out what a command line asks for, and has it done. Used once. */
final class Dispatcher {

    private static final Set<String> SILENT = Set.of("-s", "--silent");

    private final Settings settings;
    private final InputStream in;
    private final Messages messages;
    private final boolean interactive;
    private final CommonOptions options = new CommonOptions();
    private boolean silent;

    Dispatcher(Settings settings, InputStream in, Messages messages, boolean interactive) {
        this.settings = settings;
        this.in = in;
        this.messages = messages;
        this.interactive = interactive;
    }

    int run(List<String> arguments) throws Failure, KconfigException, IOException, NoAnswerException {
        List<String> words = options.take(arguments, true);
        while (!words.isEmpty() && SILENT.contains(words.get(0))) {
            words.remove(0);
            silent = true;
        }
        String first = words.isEmpty() ? "" : words.get(0);
        if (first.equals("--version") || first.equals("-V")) {
            messages.out.println(Help.version());
            return 0;
        }
        Command command = Command.find(first);
        if (command != null) {
            return runCommand(command, words.subList(1, words.size()));
        }
        Mode mode = Mode.find(first);
        if (mode != null) {
            return runMode(mode, words.subList(1, words.size()));
        }
        Settings effective = options.over(settings);
        if (!first.isEmpty() && !first.startsWith("-") && effective.find(first) == null) {
            throw new Failure("can't find file " + first + ", and there is no command of that name, perhaps you should"
                    + " look at the list that \"" + Help.PROGRAM + " help\" prints");
        }
        return runAsConf(options.take(words, false));
    }

    private int runCommand(Command command, List<String> words)
            throws Failure, KconfigException, IOException, NoAnswerException {
        List<String> own = command.ownsItsWords() ? words : options.take(words, false);
        boolean asks = command.ownsItsWords() ? own.size() == 1 && asksForHelp(own) : asksForHelp(own);
        if (asks) {
            messages.out.print(command.help());
            return 0;
        }
        Arguments arguments = new Arguments(command.word(), command.usage(), own);
        if (!command.ownsItsWords()) {
            silent |= arguments.flag("--silent") || command != Command.MERGE && arguments.flag("-s");
        }
        return new Commands(call(arguments)).run(command);
    }

    private int runMode(Mode mode, List<String> words)
            throws Failure, KconfigException, IOException, NoAnswerException {
        List<String> own = options.take(words, false);
        if (asksForHelp(own)) {
            messages.out.print(ModeWords.help(mode));
            return 0;
        }
        boolean showsHelp = ModeWords.showsHelp(mode, own);
        Arguments arguments = new Arguments(mode.option(), ModeWords.usage(mode), own);
        List<String> conf = ModeWords.translate(mode, own, call(arguments).kconfig());
        if (showsHelp) {
            options.useKconfig(conf.get(conf.size() - 1));
            return ListNewCommand.run(call(arguments));
        }
        return runAsConf(conf);
    }

    private static boolean asksForHelp(List<String> words) {
        return words.contains("--help") || words.contains("-h");
    }

    private int runAsConf(List<String> words) throws Failure, KconfigException, IOException, NoAnswerException {
        Call call = call(new Arguments(Help.PROGRAM, "", words));
        List<String> all = new ArrayList<>(words);
        if (silent) {
            all.add(0, "-s");
        }
        if (options.nameKconfig()) {
            all.add(call.kconfig());
        }
        CommandLine line =
                CommandLine.parse(all.toArray(String[]::new), call.settings().environment());
        new ModeCommand(call.settings(), in, messages).run(line);
        return 0;
    }

    private Call call(Arguments arguments) {
        return new Call(options.over(settings), arguments, in, messages, silent, interactive);
    }
}
