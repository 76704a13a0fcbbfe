/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.compare.Difference;
import io.opsswitch.kconfig.compare.Differences;
import io.opsswitch.kconfig.ui.model.Reference;
import io.opsswitch.kconfig.ui.page.Question.Answer;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Shows what differs from the file on disk, from the defaults, or from another configuration. */
final class ChangesPage {

    private ChangesPage() {}

    /** Ask what to compare with. */
    static void open(Desk desk) {
        List<Reference> references = new ArrayList<>();
        references.add(new Reference("the file on disk", desk.file()::onDisk));
        references.addAll(desk.session().references());
        references.add(new Reference(
                "all defaults",
                () -> new Configuration(desk.session().configuration().tree())));
        List<Answer> answers = new ArrayList<>();
        for (Reference reference : references) {
            char letter = (char) ('1' + answers.size());
            answers.add(new Answer(letter <= '9' ? letter : '\0', reference.name(), () -> compare(desk, reference)));
        }
        answers.add(new Answer('o', "another file", () -> another(desk)));
        desk.push(new Question("What changed", List.of("Compare with what?"), answers.toArray(Answer[]::new)));
    }

    private static void another(Desk desk) {
        FileActions.ask(
                desk,
                "Compare with",
                "",
                file -> compare(
                        desk, new Reference(file.toString(), () -> desk.file().read(file))));
    }

    private static void compare(Desk desk, Reference reference) {
        Configuration other;
        try {
            other = reference.loader().load();
        } catch (IOException | KconfigException e) {
            desk.push(Message.failure("Cannot compare with " + reference.name(), e));
            return;
        }
        Configuration configuration = desk.session().configuration();
        List<Difference> differences = Differences.between(other, configuration);
        if (differences.isEmpty()) {
            desk.note("No differences from " + reference.name());
            return;
        }
        List<Line> lines = new ArrayList<>();
        differences.forEach(d -> lines.add(line(configuration, desk.session().prefix(), d)));
        desk.push(new LinesPage("What changed from " + reference.name() + " (" + differences.size() + ")", lines));
    }

    static Line line(Configuration configuration, String prefix, Difference difference) {
        Symbol symbol = configuration.tree().symbol(difference.name());
        String text = "  " + prefix + difference.name() + ": " + shown(difference.before()) + " -> "
                + shown(difference.after());
        boolean known = symbol != null && symbol.isDefined();
        return known && symbol != null
                ? Line.about(text + ProposalPage.prompt(configuration, symbol), symbol)
                : Line.of(text);
    }

    private static String shown(@Nullable String value) {
        return value == null ? "(absent)" : value;
    }
}
