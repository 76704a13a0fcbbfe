/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.edit.Assignment;
import io.opsswitch.kconfig.edit.Assignments;
import io.opsswitch.kconfig.edit.Refusal;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Reads and sets single values. */
final class ValueCommands {

    private ValueCommands() {}

    static int get(Call call) throws Failure, KconfigException, IOException {
        List<String> names = call.arguments().words(1, Integer.MAX_VALUE);
        Workspace workspace = Workspace.open(call);
        Configuration configuration = workspace.current();
        List<String> values = new ArrayList<>();
        for (String name : names) {
            values.add(configuration.value(workspace.symbol(name)));
        }
        values.forEach(call.out()::println);
        return 0;
    }

    static int set(Call call) throws Failure, KconfigException, IOException {
        List<String> words = call.arguments().words(1, Integer.MAX_VALUE);
        Workspace workspace = Workspace.open(call);
        Configuration configuration = workspace.current();
        List<Refusal> refusals = assignments(words, workspace).applyTo(configuration, workspace.prefix());
        if (refusals.isEmpty()) {
            workspace.save(configuration, call);
            return 0;
        }
        for (Refusal refusal : refusals) {
            print(refusal, workspace.prefix(), call);
        }
        call.err()
                .println("nothing was written, perhaps you should try: " + Help.PROGRAM + " enable "
                        + String.join(
                                " ", refusals.stream().map(ValueCommands::wish).toList()));
        return 1;
    }

    private static Assignments assignments(List<String> words, Workspace workspace) throws Failure {
        try {
            List<Assignment> all = new ArrayList<>();
            for (String word : words) {
                all.add(Assignment.parse(workspace.tree(), word, workspace.prefix()));
            }
            return new Assignments(all);
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getMessage());
        }
    }

    private static void print(Refusal refusal, String prefix, Call call) {
        Symbol symbol = refusal.wanted().symbol();
        call.err()
                .println(prefix + symbol.name() + " cannot be \""
                        + refusal.wanted().value() + "\", it is \"" + refusal.actual() + "\": " + refusal.reason());
        refusal.chain().forEach(line -> call.err().println("  " + line));
    }

    private static String wish(Refusal refusal) {
        return refusal.wanted().symbol().name() + "=" + refusal.wanted().value();
    }
}
