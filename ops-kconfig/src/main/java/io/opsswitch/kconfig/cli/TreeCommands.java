/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.Diagnostic.Severity;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.export.JsonExport;
import io.opsswitch.kconfig.lint.Finding;
import io.opsswitch.kconfig.lint.Lint;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Looks at the whole tree. */
final class TreeCommands {

    private TreeCommands() {}

    static int lint(Call call) throws Failure, KconfigException, IOException {
        boolean strict = call.arguments().flag("--strict");
        boolean all = call.arguments().flag("--all");
        call.arguments().words(0, 0);
        Workspace workspace = Workspace.open(call);
        List<Finding> findings = new ArrayList<>(Lint.check(workspace.tree()));
        if (workspace.settings().find(workspace.settings().configName()) != null) {
            findings.addAll(Lint.check(workspace.current(), workspace.prefix()));
        }
        long notes = findings.stream().filter(TreeCommands::isNote).count();
        boolean shown = all || notes == 0;
        findings.stream().filter(finding -> all || !isNote(finding)).forEach(call.out()::println);
        if (!shown) {
            call.messages().say(notes + (notes == 1 ? " note is" : " notes are") + " shown by lint --all");
        } else if (findings.isEmpty()) {
            call.messages().say("nothing found");
        }
        Severity bad = strict ? Severity.WARNING : Severity.ERROR;
        return findings.stream().anyMatch(finding -> finding.rule().severity().compareTo(bad) >= 0) ? 1 : 0;
    }

    private static boolean isNote(Finding finding) {
        return finding.rule().severity() == Severity.INFO;
    }

    static int export(Call call) throws Failure, KconfigException, IOException {
        @Nullable String output = call.arguments().value("--output");
        String what = call.arguments().words(1, 1).get(0);
        if (!what.equals("tree") && !what.equals("values")) {
            throw call.arguments().usage("export knows tree and values, not \"" + what + "\"");
        }
        Workspace workspace = Workspace.open(call);
        if (output == null) {
            // Trees are large, so they are not held as text; JSON is UTF-8 whatever the terminal is.
            Writer out = new BufferedWriter(new OutputStreamWriter(call.out(), StandardCharsets.UTF_8));
            export(what, workspace, out);
            out.flush();
            return 0;
        }
        StringWriter text = new StringWriter();
        export(what, workspace, text);
        TextFile.write(call.settings().resolve(output), output, text.toString());
        return 0;
    }

    private static void export(String what, Workspace workspace, Writer out) throws IOException {
        if (what.equals("tree")) {
            JsonExport.writeTree(workspace.tree(), out);
        } else {
            JsonExport.writeValues(workspace.current(), out);
        }
        out.write('\n');
    }
}
