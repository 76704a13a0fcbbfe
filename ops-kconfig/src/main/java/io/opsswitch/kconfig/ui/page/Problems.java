/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.ui.model.Findings;
import io.opsswitch.kconfig.ui.model.Findings.Item;
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
        Findings found = Findings.of(
                messages, desk.session().configuration(), desk.session().prefix());
        boolean wrong = !notices.isEmpty()
                || !found.messages().isEmpty()
                || !found.values().isEmpty();
        if (!wrong && !always) {
            return;
        }
        List<Line> lines = new ArrayList<>();
        add(
                lines,
                "Settings of the menu",
                notices.stream().map(n -> new Item(n, null)).toList());
        add(lines, "Messages", found.messages());
        add(lines, "Lines of the file without effect", found.values());
        add(lines, "Symbols that are selected although their dependencies are not met", found.unmet());
        if (lines.isEmpty()) {
            desk.note("Nothing is wrong");
            return;
        }
        desk.push(new LinesPage(title, lines));
    }

    private static void add(List<Line> lines, String heading, List<Item> findings) {
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
