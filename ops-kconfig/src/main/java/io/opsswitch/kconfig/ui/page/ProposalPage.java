/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.compare.Difference;
import io.opsswitch.kconfig.reach.Change;
import io.opsswitch.kconfig.reach.Proposal;
import io.opsswitch.kconfig.ui.input.Key;
import io.opsswitch.kconfig.ui.model.Nodes;
import io.opsswitch.kconfig.ui.screen.Role;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Shows what to change to get a value and what else would change, and changes it when asked. */
final class ProposalPage extends LinesPage {

    private final Proposal proposal;

    private ProposalPage(String title, List<Line> lines, Proposal proposal) {
        super(title, lines);
        this.proposal = proposal;
    }

    static void open(Desk desk, Proposal proposal) {
        String wanted = desk.session().prefix() + proposal.target().name() + "=" + proposal.value();
        switch (proposal.outcome()) {
            case ALREADY -> desk.note(wanted + " already");
            case IMPOSSIBLE ->
                desk.push(new Message(
                        "How to get it",
                        "There is no way to " + wanted + leaving(desk, proposal) + ".",
                        sentence(proposal.obstacle())));
            case NOT_FOUND ->
                desk.push(new Message(
                        "How to get it",
                        "No way to " + wanted + leaving(desk, proposal) + " was found in time; there may be one.",
                        sentence(proposal.obstacle())));
            case MINIMAL, BEST_FOUND ->
                desk.push(new ProposalPage("How to get " + wanted, lines(desk, proposal), proposal));
        }
    }

    private static String sentence(String text) {
        return text.isEmpty() ? "" : Character.toUpperCase(text.charAt(0)) + text.substring(1) + ".";
    }

    /** Say which ways the claim is not about; fewer than one change are none of them. */
    private static String leaving(Desk desk, Proposal proposal) {
        return proposal.kept().isEmpty() || proposal.changes().size() == 1
                ? ""
                : proposal.kept().stream()
                        .map(symbol -> desk.session().prefix() + symbol.name())
                        .collect(Collectors.joining(", ", " that leaves ", " alone"));
    }

    private static List<Line> lines(Desk desk, Proposal proposal) {
        Configuration configuration = desk.session().configuration();
        String prefix = desk.session().prefix();
        List<Line> lines = new ArrayList<>();
        boolean proven = proposal.outcome() == Proposal.Outcome.MINIMAL;
        int count = proposal.changes().size();
        lines.add(new Line(
                (count == 1 ? "Change this" : "Change these " + count + ", in this order")
                        + (proven
                                ? " (there is no way with fewer changes" + leaving(desk, proposal) + ")"
                                : " (the best found; there may be a shorter way)"),
                Role.PATH,
                null,
                null));
        for (Change change : proposal.changes()) {
            String now = configuration.value(change.symbol());
            String text = "  " + prefix + change.symbol().name() + ": " + now + " -> " + change.value();
            lines.add(Line.about(text + prompt(configuration, change.symbol()), change.symbol()));
        }
        Set<String> own =
                proposal.changes().stream().map(c -> c.symbol().name()).collect(Collectors.toSet());
        List<Difference> others =
                proposal.effects().stream().filter(d -> !own.contains(d.name())).toList();
        lines.add(Line.of(""));
        lines.add(new Line(
                others.isEmpty() ? "Nothing else changes" : "This changes too (" + others.size() + ")",
                Role.PATH,
                null,
                null));
        others.forEach(d -> lines.add(ChangesPage.line(configuration, prefix, d)));
        return lines;
    }

    static String prompt(Configuration configuration, Symbol symbol) {
        var node = Nodes.best(configuration, symbol);
        return node == null || node.prompt() == null ? "" : "  \"" + Nodes.title(node) + "\"";
    }

    @Override
    String[] hints() {
        return new String[] {"Enter/y:apply", "Esc/n:leave it", "o:another way, without this", "?:info", "w:why"};
    }

    @Override
    boolean more(Key key, Desk desk) {
        if (key.is('y') || key.is('Y')) {
            enter(desk);
            return true;
        }
        if (key.is('n') || key.is('N')) {
            desk.remove(this);
            return true;
        }
        if (key.is('o') || key.is('O')) {
            another(desk);
            return true;
        }
        return false;
    }

    /** Look for a way without the selected change. */
    private void another(Desk desk) {
        Line line = line();
        Symbol unwanted = line == null ? null : line.symbol();
        if (unwanted == null || unwanted == proposal.target()) {
            desk.note("Select the change that you do not want, then press o");
            return;
        }
        Set<Symbol> kept = new LinkedHashSet<>(proposal.kept());
        kept.add(unwanted);
        desk.remove(this);
        Inquiry.reach(desk, proposal.target(), proposal.value(), kept);
    }

    @Override
    void enter(Desk desk) {
        desk.remove(this);
        desk.editor().touch();
        try {
            proposal.applyTo(desk.session().configuration());
        } catch (IllegalStateException e) {
            desk.refresh();
            desk.push(new Message("Error", "Only some of the changes were made: " + e.getMessage()));
            return;
        }
        desk.refresh();
        int count = proposal.changes().size();
        desk.note("Done: " + Status.assignment(desk, proposal.target()) + ", with "
                + (count == 1 ? "one change" : count + " changes"));
    }
}
