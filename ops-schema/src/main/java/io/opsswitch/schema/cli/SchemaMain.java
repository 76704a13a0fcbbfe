/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.cli;

import io.opsswitch.schema.SchemaException;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/**
 * The program ops-schema. Exit codes: 0 when all is well, 1 when a schema is not (or, for {@code diff}, differs), 2 when it
 * was called in a wrong way or a file cannot be written.
 */
public final class SchemaMain {

    private static final String HELP = """
            usage: ops-schema COMMAND [OPTION]...
            Feature-tagged database schemas, outside of Maven.

              prune     prune a schema and its documentation to the features that are on
              check     check a schema, for given features or each change of one of them
              sanitize  make what a database server loads of an extschema
              doc       make HTML and a manual page of a schema
              diff      compare two schemas, and say what that means for a database
              idl       generate Java classes for the rows of a database

            "ops-schema COMMAND --help" explains a command.
            Exit codes: 0 all is well, 1 the schema is not (diff: it differs), 2 wrong call.
            """;

    private static final Map<String, Command> COMMANDS = Map.of(
            "prune", new PruneCommand(),
            "check", new CheckCommand(),
            "sanitize", new SanitizeCommand(),
            "doc", new DocCommand(),
            "diff", new DiffCommand(),
            "idl", new IdlCommand());

    private final PrintStream out;
    private final PrintStream err;

    SchemaMain(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** A command. */
    interface Command {

        /** Return the text of {@code --help}. */
        String help();

        /** Run with the words behind the command, and return the exit code. */
        int run(List<String> words, PrintStream out, PrintStream err)
                throws UsageException, SchemaException, IOException;
    }

    /** Run the program; the process ends with its exit code, if it is not 0. A build runs this in its own process. */
    public static void main(String[] arguments) {
        PrintStream out = new PrintStream(System.out, false, StandardCharsets.UTF_8);
        PrintStream err = new PrintStream(System.err, true, StandardCharsets.UTF_8);
        int status = new SchemaMain(out, err).run(arguments);
        out.flush();
        if (status != 0) {
            System.exit(status);
        }
    }

    int run(String... arguments) {
        try {
            return dispatch(Arrays.asList(arguments));
        } catch (UsageException e) {
            err.println("ops-schema: " + e.getMessage());
            return 2;
        } catch (SchemaException e) {
            err.println(e.getMessage());
            err.println(e.problems().size() == 1 ? "1 error" : e.problems().size() + " errors");
            return 1;
        } catch (IOException e) {
            err.println("ops-schema: " + e.getMessage() + " (" + e.getClass().getSimpleName() + ")");
            return 2;
        }
    }

    private int dispatch(List<String> words) throws UsageException, SchemaException, IOException {
        if (words.isEmpty()) {
            throw new UsageException("no command given; run \"ops-schema --help\" for the list");
        }
        String name = words.get(0);
        if (name.equals("--help") || name.equals("-h") || name.equals("help")) {
            out.print(HELP);
            return 0;
        }
        Command command = COMMANDS.get(name);
        if (command == null) {
            throw new UsageException("unknown command \"" + name + "\"; run \"ops-schema --help\" for the list");
        }
        List<String> rest = words.subList(1, words.size());
        if (rest.contains("--help") || rest.contains("-h")) {
            out.print(command.help());
            return 0;
        }
        return command.run(rest, out, err);
    }
}
