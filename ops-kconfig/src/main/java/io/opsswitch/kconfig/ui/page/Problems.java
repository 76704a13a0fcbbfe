/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.ui.model.Findings;
import io.opsswitch.kconfig.ui.model.Findings.Finding;
import io.opsswitch.kconfig.ui.screen.Role;
import java.util.ArrayList;
import java.util.List;

/** Shows what is wrong with the configuration. */
final class Problems {

    private Problems() {}

    /** Show a page when something is wrong with what the menu starts from. */
    static void atStart(Desk desk, List<String> notices) {
        show(
                desk,
                "What is wrong with " + desk.file().path().getFileName(),
                notices,
                desk.session().problems(),
                false);
    }

    /** Show a page when something is wrong with a file that was loaded. */
    static void afterLoading(Desk desk, List<Diagnostic> warnings) {
        show(desk, "What is wrong with the file", List.of(), warnings, false);
    }

    /** Show everything that is wrong now. */
    static void open(Desk desk) {
        show(desk, "What is wrong", List.of(), desk.session().problems(), true);
    }

    private static void show(Desk desk, String title, List<String> notices, List<Diagnostic> messages, boolean always) {
        Configuration configuration = desk.session().configuration();
        String prefix = desk.session().prefix();
        List<Finding> notes = notices.stream().map(n -> new Finding(n, null)).toList();
        List<Finding> reported = Findings.of(messages, configuration.tree(), prefix);
        List<Finding> untaken = Findings.untaken(configuration, prefix);
        List<Finding> unmet = Findings.unmet(configuration, prefix);
        boolean wrong = !notes.isEmpty() || !reported.isEmpty() || !untaken.isEmpty();
        if (!wrong && !always) {
            return;
        }
        List<Line> lines = new ArrayList<>();
        add(lines, "Settings of the menu", notes);
        add(lines, "Messages", reported);
        add(lines, "Values that the file gives and that did not come true", untaken);
        add(lines, "Symbols that are selected although their dependencies are not met", unmet);
        if (lines.isEmpty()) {
            desk.note("Nothing is wrong");
            return;
        }
        desk.push(new LinesPage(title, lines));
    }

    private static void add(List<Line> lines, String heading, List<Finding> findings) {
        if (findings.isEmpty()) {
            return;
        }
        if (!lines.isEmpty()) {
            lines.add(Line.of(""));
        }
        lines.add(new Line(heading + " (" + findings.size() + ")", Role.PATH, null, null));
        findings.forEach(finding -> lines.add(Line.about(finding.text(), finding.symbol())));
    }
}
