/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.macro;

import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.SourceLocation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * Expands references of the form {@code $(name)} and {@code $(name,argument,...)}.
 *
 * <p>A name is looked up among the arguments of the function being expanded ({@code $(1)}), the tree's own variables,
 * the built-in functions and the environment, in this order; what is not found expands to nothing. Arguments are split
 * at commas before they are expanded. A {@code $} that no parenthesis follows is an ordinary character. Owned by the
 * thread that loads.
 */
public final class MacroExpander {

    private static final int MAX_ARGUMENTS = 16;
    private static final int MAX_CALLS = 1000;
    private static final int MAX_DEPTH = 400;
    private static final int MAX_LENGTH = 1 << 22;
    /** Of one load: steps and characters of all expansions. The largest trees take some hundred thousands. */
    private static final long MAX_WORK = 1L << 26;
    /** Of one load: characters of all values together. */
    private static final long MAX_STORED = 1L << 25;

    private final Map<String, Variable> variables = new HashMap<>();
    private final Map<String, String> environment;
    private final Map<String, String> usedEnvironment = new LinkedHashMap<>();
    private final BuiltIns builtIns;
    private final MacroContext context;
    private int end;
    private int depth;
    private long work;
    private long stored;

    /** Create an expander without variables. */
    public MacroExpander(Map<String, String> environment, BuiltIns builtIns, MacroContext context) {
        this.environment = environment;
        this.builtIns = builtIns;
        this.context = context;
    }

    /** How the value of a variable is expanded. */
    public enum Flavor {
        /** {@code =}: whenever it is used. */
        RECURSIVE,
        /** {@code :=}: once, when it is assigned. */
        SIMPLE,
        /** {@code +=}: as the variable it adds to. */
        APPEND
    }

    private static final class Variable {
        String value = "";
        boolean recursive;
        int uses;
    }

    /** Return how many characters of its argument the last expansion consumed. */
    public int end() {
        return end;
    }

    /** Expand all references in a text. */
    public String expand(String text) throws KconfigException, IOException {
        return expand(text, c -> false, List.of());
    }

    /** Expand the word at the start of a text; {@link #end} is where it ends. */
    public String expandWord(String text) throws KconfigException, IOException {
        return expand(text, c -> !isWordCharacter(c), List.of());
    }

    /** Expand the path at the start of a text, which may contain dots and slashes; {@link #end} is where it ends. */
    public String expandPath(String text) throws KconfigException, IOException {
        return expand(text, c -> !isWordCharacter(c) && c != '/' && c != '.', List.of());
    }

    /**
     * Return where the reference behind a {@code $} ends: behind its parenthesis, at once when there is none, and at the
     * end of the line when it does not close. Looks no further, because lines can be very long.
     */
    public static int referenceEnd(char[] text, int from) {
        if (from >= text.length || text[from] != '(') {
            return from;
        }
        int nesting = 0;
        int at = from + 1;
        while (at < text.length && text[at] != '\n') {
            if (text[at] == '(') {
                nesting++;
            } else if (text[at] == ')' && nesting-- == 0) {
                return at + 1;
            }
            at++;
        }
        return at;
    }

    /** Expand the reference whose {@code $} is just before the text; {@link #end} is where it ends. */
    public String expandReference(String text) throws KconfigException, IOException {
        return expandReference(text, 0, List.of());
    }

    /** Assign to a variable. */
    public void assign(String name, String value, Flavor flavor) throws KconfigException, IOException {
        Variable variable = variables.get(name);
        boolean append = flavor == Flavor.APPEND && variable != null;
        boolean recursive = append && variable != null ? variable.recursive : flavor != Flavor.SIMPLE;
        String text = recursive ? value : expand(value);
        if (variable == null) {
            variable = new Variable();
            variables.put(name, variable);
        }
        variable.recursive = recursive;
        stored -= variable.value.length();
        variable.value = limited(append ? variable.value + " " + text : text);
        stored += variable.value.length();
        if (stored > MAX_STORED) {
            throw error("all variables together exceed " + MAX_STORED
                    + " characters, perhaps you should look for variables that double others");
        }
    }

    private String expand(String text, IntPredicate ends, List<String> arguments) throws KconfigException, IOException {
        if (text.indexOf('$') < 0) {
            int stop = 0;
            while (stop < text.length() && !ends.test(text.charAt(stop))) {
                stop++;
            }
            end = stop;
            return stop == text.length() ? text : text.substring(0, stop);
        }
        StringBuilder out = new StringBuilder();
        int at = 0;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '$') {
                String part = expandReference(text, at + 1, arguments);
                spend(part.length());
                out.append(part);
                at = end;
                limited(out);
            } else if (ends.test(c)) {
                break;
            } else {
                out.append(c);
                at++;
            }
        }
        end = at;
        return out.toString();
    }

    private String expandReference(String text, int from, List<String> arguments) throws KconfigException, IOException {
        if (from >= text.length() || text.charAt(from) != '(') {
            end = from;
            return "$";
        }
        int nesting = 0;
        int close = from + 1;
        while (close < text.length()) {
            char c = text.charAt(close);
            if (c == '(') {
                nesting++;
            } else if (c == ')' && nesting-- == 0) {
                break;
            }
            close++;
        }
        if (close >= text.length()) {
            throw error("unterminated reference to '" + text.substring(from + 1) + "': missing ')'");
        }
        if (++depth > MAX_DEPTH) {
            throw error("Too deep recursive expansion");
        }
        spend(close - from);
        String result = expandClause(text.substring(from + 1, close), arguments);
        depth--;
        end = close + 1;
        return result;
    }

    private String expandClause(String clause, List<String> arguments) throws KconfigException, IOException {
        int number = argumentNumber(clause);
        if (number > 0 && number <= arguments.size()) {
            return arguments.get(number - 1);
        }
        List<String> parts = split(clause);
        String name = expand(parts.get(0), c -> false, arguments);
        List<String> values = new ArrayList<>();
        for (String part : parts.subList(1, parts.size())) {
            values.add(expand(part, c -> false, arguments));
        }
        Variable variable = variables.get(name);
        if (variable != null) {
            return expandVariable(name, variable, values);
        }
        String result = builtIns.call(name, values, context);
        if (result == null && values.isEmpty()) {
            result = environment(name);
        }
        return result == null ? "" : result;
    }

    private String expandVariable(String name, Variable variable, List<String> values)
            throws KconfigException, IOException {
        if (values.isEmpty() && variable.uses > 0) {
            throw error("Recursive variable '" + name + "' references itself (eventually)");
        }
        if (variable.uses > MAX_CALLS) {
            throw error("Too deep recursive expansion");
        }
        variable.uses++;
        String result = variable.recursive ? expand(variable.value, c -> false, values) : variable.value;
        variable.uses--;
        return result;
    }

    private List<String> split(String clause) throws KconfigException {
        List<String> parts = new ArrayList<>();
        int nesting = 0;
        int start = 0;
        for (int i = 0; i < clause.length(); i++) {
            char c = clause.charAt(i);
            if (c == '(') {
                nesting++;
            } else if (c == ')') {
                nesting--;
            } else if (c == ',' && nesting == 0) {
                parts.add(clause.substring(start, i));
                start = i + 1;
            }
        }
        parts.add(clause.substring(start));
        if (parts.size() > MAX_ARGUMENTS) {
            throw error("too many function arguments");
        }
        return parts;
    }

    /** Return the number that a clause like {@code 1} consists of, or 0. */
    private static int argumentNumber(String clause) {
        int number = 0;
        for (int i = 0; i < clause.length(); i++) {
            char c = clause.charAt(i);
            if (c < '0' || c > '9' || number > MAX_ARGUMENTS) {
                return 0;
            }
            number = number * 10 + (c - '0');
        }
        return number;
    }

    /** Functions that call one another twice take exponential time, even if all they give is empty. */
    private void spend(int steps) throws KconfigException {
        work += steps;
        if (work > MAX_WORK) {
            throw error("the expansions of this tree take more than " + MAX_WORK
                    + " steps, perhaps you should look for variables that refer to others more than once");
        }
    }

    private String limited(String text) throws KconfigException {
        if (text.length() > MAX_LENGTH) {
            throw tooLong();
        }
        return text;
    }

    private void limited(StringBuilder text) throws KconfigException {
        if (text.length() > MAX_LENGTH) {
            throw tooLong();
        }
    }

    private KconfigException tooLong() {
        return error("the expansion exceeds " + MAX_LENGTH
                + " characters, perhaps you should look for a variable that doubles itself");
    }

    private KconfigException error(String message) {
        SourceLocation location = context.location();
        return new KconfigException(location, message);
    }

    static boolean isWordCharacter(int c) {
        return c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-';
    }

    /** Return the value of an environment variable, or null. */
    public @Nullable String environment(String name) {
        String value = environment.get(name);
        if (value != null) {
            usedEnvironment.put(name, value);
        }
        return value;
    }

    /** Return the environment variables that were asked for and exist, in the order of first use. */
    public Map<String, String> usedEnvironment() {
        return usedEnvironment;
    }
}
