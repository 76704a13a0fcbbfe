/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.daemon;

import io.opsswitch.common.ProgramVersion;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a command line in the manner of GNU's getopt_long: {@code --name=value}, {@code --name value}, unambiguous
 * abbreviations, {@code -x}, {@code -xvalue}, {@code --} before operands; options may stand after operands. Not safe for
 * use by several threads.
 */
public final class OptionParser {

    /** Whether an option takes a value. */
    public enum Arg {
        /** It takes none. */
        NONE,
        /** It needs one. */
        REQUIRED,
        /** It takes one only in the same word: {@code --name=value} or {@code -xvalue}. */
        OPTIONAL
    }

    /** What an option does; the value is null where there is none. */
    @FunctionalInterface
    public interface Action {
        /** Handle one occurrence of the option. */
        void accept(@Nullable String value) throws ExitException;
    }

    /** What to do about several options: for programs whose start must not wait for a lambda for each of them. */
    public interface Handler {
        /** Handle one occurrence of an option by its long name; the value is null where there is none. */
        void handle(String name, @Nullable String value) throws ExitException;
    }

    private record Option(String name, Arg arg, Handler handler) {}

    private final Map<String, Option> longOptions = new LinkedHashMap<>();
    private final Map<Character, Option> shortOptions = new LinkedHashMap<>();
    private boolean stopAtOperand;
    private boolean hasInformed;

    /** Add an option with a long name only. */
    public OptionParser option(String name, Arg arg, Action action) {
        return option(name, arg, (Handler) (any, value) -> action.accept(value));
    }

    /** Add an option with a long name and a letter. */
    public OptionParser option(String name, char letter, Arg arg, Action action) {
        return option(name, letter, arg, (Handler) (any, value) -> action.accept(value));
    }

    /** Add an option with a long name only, for a handler of several. */
    public OptionParser option(String name, Arg arg, Handler handler) {
        longOptions.put(name, new Option(name, arg, handler));
        return this;
    }

    /** Add an option with a long name and a letter, for a handler of several. */
    public OptionParser option(String name, char letter, Arg arg, Handler handler) {
        option(name, arg, handler);
        shortOptions.put(letter, new Option(name, arg, handler));
        return this;
    }

    /**
     * Add the options that every program has: {@code -h} and {@code --help}, {@code -V} and {@code --version}. They print;
     * {@link #hasInformed} then tells that there is nothing else to do.
     */
    public OptionParser informing(String program, String help) {
        return option("help", 'h', Arg.NONE, value -> inform(help))
                .option("version", 'V', Arg.NONE, value -> inform(ProgramVersion.of(program) + "\n"));
    }

    private void inform(String text) {
        System.out.print(text);
        hasInformed = true;
    }

    /** Return whether an option of {@link #informing} was among those parsed. */
    public boolean hasInformed() {
        return hasInformed;
    }

    /** Take everything from the first operand on as operands. */
    public OptionParser stopAtFirstOperand() {
        stopAtOperand = true;
        return this;
    }

    /**
     * Run the actions of the options in their order and return the operands.
     *
     * @throws ExitException with getopt's text (without the program's name) for an option that is wrong, or from an
     *     action
     */
    public List<String> parse(String... args) throws ExitException {
        List<String> operands = new ArrayList<>();
        for (int i = 0; i < args.length; i++) {
            String word = args[i];
            if (word.equals("--")) {
                operands.addAll(List.of(args).subList(i + 1, args.length));
                break;
            } else if (word.startsWith("--")) {
                i += longOption(word, i + 1 < args.length ? args[i + 1] : null);
            } else if (word.startsWith("-") && word.length() > 1) {
                i += shortOptions(word, i + 1 < args.length ? args[i + 1] : null);
            } else {
                operands.add(word);
                if (stopAtOperand) {
                    operands.addAll(List.of(args).subList(i + 1, args.length));
                    break;
                }
            }
        }
        return operands;
    }

    /** Handle one word; returns how many further words it took. */
    private int longOption(String word, @Nullable String next) throws ExitException {
        int equals = word.indexOf('=');
        String name = equals < 0 ? word.substring(2) : word.substring(2, equals);
        Option option = find(name);
        String value = equals < 0 ? null : word.substring(equals + 1);
        if (option.arg == Arg.NONE && value != null) {
            throw new ExitException("option '--" + option.name + "' doesn't allow an argument");
        }
        boolean takesNext = option.arg == Arg.REQUIRED && value == null;
        if (takesNext && next == null) {
            throw new ExitException("option '--" + option.name + "' requires an argument");
        }
        option.handler.handle(option.name, takesNext ? next : value);
        return takesNext ? 1 : 0;
    }

    private Option find(String name) throws ExitException {
        Option exact = longOptions.get(name);
        if (exact != null) {
            return exact;
        }
        List<Option> candidates = new ArrayList<>();
        for (Option option : longOptions.values()) {
            if (option.name.startsWith(name)) {
                candidates.add(option);
            }
        }
        if (candidates.isEmpty()) {
            throw new ExitException("unrecognized option '--" + name + "'");
        }
        if (candidates.size() > 1) {
            StringBuilder text = new StringBuilder("option '--" + name + "' is ambiguous; possibilities:");
            candidates.forEach(option -> text.append(" '--").append(option.name).append('\''));
            throw new ExitException(text.toString());
        }
        return candidates.get(0);
    }

    private int shortOptions(String word, @Nullable String next) throws ExitException {
        for (int i = 1; i < word.length(); i++) {
            char letter = word.charAt(i);
            Option option = shortOptions.get(letter);
            if (option == null) {
                throw new ExitException("invalid option -- '" + letter + "'");
            }
            String rest = word.substring(i + 1);
            if (option.arg == Arg.NONE) {
                option.handler.handle(option.name, null);
            } else if (!rest.isEmpty()) {
                option.handler.handle(option.name, rest);
                return 0;
            } else if (option.arg == Arg.OPTIONAL) {
                option.handler.handle(option.name, null);
            } else if (next == null) {
                throw new ExitException("option requires an argument -- '" + letter + "'");
            } else {
                option.handler.handle(option.name, next);
                return 1;
            }
        }
        return 0;
    }
}
