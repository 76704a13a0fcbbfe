/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import io.opsswitch.kconfig.explain.Explanation;
import io.opsswitch.kconfig.explain.Fact;
import io.opsswitch.kconfig.explain.Why;
import io.opsswitch.kconfig.reach.Reach;
import io.opsswitch.kconfig.ui.model.Editor;
import io.opsswitch.kconfig.ui.model.Nodes;
import io.opsswitch.kconfig.ui.page.Question.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Answers what the user asks about an entry: help, information, why, and how to get a value. */
final class Inquiry {

    private static final Duration LIMIT = Duration.ofSeconds(2);

    private Inquiry() {}

    /** Show the help of the selected entry. */
    static void help(Desk desk) {
        MenuNode node = desk.model().current();
        if (node == null) {
            return;
        }
        String help = node.help();
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(help == null ? "There is no help for this entry." : help));
        desk.push(new LinesPage("Help: " + Nodes.title(node), lines));
    }

    /** Show everything about the selected entry. */
    static void info(Desk desk) {
        MenuNode node = desk.model().current();
        if (node != null) {
            info(desk, node);
        }
    }

    static void info(Desk desk, Symbol symbol) {
        MenuNode node = Nodes.best(desk.session().configuration(), symbol);
        if (node != null) {
            info(desk, node);
        } else {
            desk.note(symbol.name() + " is nowhere defined");
        }
    }

    static void info(Desk desk, MenuNode node) {
        InfoPage.open(desk, node);
    }

    /** Show why the selected symbol has its value. */
    static void why(Desk desk) {
        MenuNode node = desk.model().current();
        Symbol symbol = node == null ? null : node.symbol();
        if (symbol == null) {
            desk.note("Only symbols have values to explain");
        } else {
            why(desk, symbol);
        }
    }

    static void why(Desk desk, Symbol symbol) {
        Explanation explanation = Why.explain(
                desk.session().configuration(), symbol, desk.session().prefix());
        List<Line> lines = new ArrayList<>();
        explanation.facts().forEach(fact -> add(fact, "", lines));
        desk.push(new LinesPage("Why is " + Status.assignment(desk, symbol) + "?", lines));
    }

    private static void add(Fact fact, String indent, List<Line> lines) {
        String place = fact.location() == null ? "" : "  [" + fact.location() + "]";
        lines.add(Line.about(indent + fact.text() + place, fact.about()));
        fact.reasons().forEach(reason -> add(reason, indent + "  ", lines));
    }

    /** Ask which value the selected symbol is to have, and find out how. */
    static void reach(Desk desk) {
        MenuNode node = desk.model().current();
        Symbol symbol = node == null ? null : node.symbol();
        if (symbol == null) {
            desk.note("Only symbols have values to get");
            return;
        }
        if (!symbol.type().isLogical()) {
            ValueEntry.open(desk, symbol);
            return;
        }
        List<Tristate> others = new Editor(desk.session().configuration()).others(symbol);
        if (others.size() == 1) {
            reach(desk, symbol, others.get(0).text());
            return;
        }
        Answer[] answers = others.stream()
                .map(s -> new Answer(s.text().charAt(0), word(s), () -> reach(desk, symbol, s.text())))
                .toArray(Answer[]::new);
        desk.push(new Question(
                "How to get it", List.of(Status.assignment(desk, symbol) + " now. Which value do you want?"), answers));
    }

    private static String word(Tristate state) {
        return switch (state) {
            case N -> "no";
            case M -> "module";
            case Y -> "yes";
        };
    }

    /** Find out how a symbol can have a value, and propose it. */
    static void reach(Desk desk, Symbol symbol, String value) {
        reach(desk, symbol, value, Set.of());
    }

    /** Find out how a symbol can have a value without a change of certain others, and propose it. */
    static void reach(Desk desk, Symbol symbol, String value, Set<Symbol> kept) {
        Configuration copy = desk.session().configuration().copy();
        String wanted = desk.session().prefix() + symbol.name() + "=" + value;
        Busy.run(
                desk,
                "How to get it",
                "Searching for what to change to get " + wanted + " ...",
                () -> Reach.propose(copy, symbol, value, LIMIT, kept),
                proposal -> ProposalPage.open(desk, proposal));
    }
}
