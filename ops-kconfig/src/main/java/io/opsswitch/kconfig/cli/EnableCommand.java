/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.compare.Difference;
import io.opsswitch.kconfig.compare.DifferenceText;
import io.opsswitch.kconfig.compare.Differences;
import io.opsswitch.kconfig.config.Quoting;
import io.opsswitch.kconfig.edit.Assignment;
import io.opsswitch.kconfig.reach.Change;
import io.opsswitch.kconfig.reach.Proposal;
import io.opsswitch.kconfig.reach.Reach;
import java.io.IOException;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds out which changes give symbols their values, and makes them on request. */
final class EnableCommand {

    private static final Duration LIMIT = Duration.ofSeconds(2);
    private static final BigDecimal DAY = BigDecimal.valueOf(Duration.ofDays(1).toSeconds());

    private final Call call;
    private String prefix = "";
    private Dialect dialect = Dialect.LINUX;

    EnableCommand(Call call) {
        this.call = call;
    }

    int run() throws Failure, KconfigException, IOException {
        boolean applies = call.arguments().flag("--apply");
        Duration limit = limit(call.arguments().value("--limit"));
        List<String> kept = call.arguments().values("--keep");
        List<String> words = call.arguments().words(1, Integer.MAX_VALUE);
        Workspace workspace = Workspace.open(call);
        prefix = workspace.prefix();
        dialect = workspace.tree().dialect();
        List<Assignment> wishes = new ArrayList<>();
        for (String word : words) {
            wishes.add(wish(word, workspace));
        }
        Set<Symbol> untouched = new LinkedHashSet<>();
        for (String name : kept) {
            untouched.add(workspace.symbol(name));
        }
        Configuration before = workspace.current();
        Configuration after = before.copy();
        Set<Symbol> changed = new LinkedHashSet<>();
        for (Assignment wish : wishes) {
            Proposal proposal = Reach.propose(after, wish.symbol(), wish.value(), limit, untouched);
            print(proposal, after, limit);
            if (!proposal.succeeds()) {
                return 1;
            }
            proposal.applyTo(after);
            proposal.changes().forEach(change -> changed.add(change.symbol()));
        }
        check(wishes, after);
        printEffects(changed, before, after);
        if (applies) {
            workspace.save(after, call);
        } else if (!changed.isEmpty()) {
            call.messages().say("nothing is written without --apply");
        }
        return 0;
    }

    private Duration limit(@Nullable String text) throws Failure {
        if (text == null) {
            return LIMIT;
        }
        try {
            BigDecimal seconds = new BigDecimal(text);
            if (seconds.signum() > 0 && seconds.compareTo(DAY) <= 0) {
                return Duration.ofMillis(Math.max(1, seconds.movePointRight(3).longValue()));
            }
        } catch (NumberFormatException e) {
            // said below, as for numbers out of range
        }
        throw call.arguments().usage("--limit needs a number of seconds above 0, at most a day, not \"" + text + "\"");
    }

    private Assignment wish(String word, Workspace workspace) throws Failure {
        try {
            return Assignment.parse(workspace.tree(), word.indexOf('=') < 0 ? word + "=y" : word, prefix);
        } catch (IllegalArgumentException e) {
            throw new Failure(e.getMessage());
        }
    }

    private void print(Proposal proposal, Configuration start, Duration limit) {
        String what = line(proposal.target(), proposal.value()) + ": ";
        int number = proposal.changes().size();
        String changes = number == 1 ? "one change" : number + " changes";
        switch (proposal.outcome()) {
            case ALREADY -> call.out().println(what + "it has this value already");
            case MINIMAL -> call.out().println(what + changes + ", and there is no way with fewer" + keeping(proposal));
            case BEST_FOUND -> call.out().println(what + changes + ", perhaps not the fewest");
            case IMPOSSIBLE ->
                call.err().println(what + "impossible, no values of other symbols lead there" + keeping(proposal));
            case NOT_FOUND ->
                call.err()
                        .println(what + "no way found within " + seconds(limit)
                                + " s, which proves nothing, perhaps you should allow more with --limit=SECONDS");
        }
        if (!proposal.obstacle().isEmpty()) {
            call.err().println("  " + proposal.obstacle());
        }
        for (Change change : proposal.changes()) {
            String now = quoted(change.symbol(), start.value(change.symbol()));
            call.out().println("  " + line(change.symbol(), change.value()) + "  (now " + now + ")");
        }
    }

    /** Say which ways the claim is not about; fewer than one change are none of them. */
    private String keeping(Proposal proposal) {
        return proposal.kept().isEmpty() || proposal.changes().size() == 1
                ? ""
                : proposal.kept().stream()
                        .map(symbol -> prefix + symbol.name())
                        .collect(Collectors.joining(", ", " (leaving ", " alone)"));
    }

    private static String seconds(Duration limit) {
        return BigDecimal.valueOf(limit.toMillis(), 3).stripTrailingZeros().toPlainString();
    }

    private String line(Symbol symbol, String value) {
        return prefix + symbol.name() + "=" + quoted(symbol, value);
    }

    private String quoted(Symbol symbol, String value) {
        return Quoting.value(dialect, symbol.type(), value);
    }

    /** Print what changes beside the changes themselves. */
    private void printEffects(Set<Symbol> changed, Configuration before, Configuration after) {
        List<Difference> others = Differences.between(before, after).stream()
                .filter(difference -> changed.stream().noneMatch(s -> s.name().equals(difference.name())))
                .toList();
        if (!others.isEmpty()) {
            call.out().println("what else changes:");
            DifferenceText.changes(others).forEach(line -> call.out().println("  " + line));
        }
    }

    /** Look whether each wish still holds after what was done for the later ones. */
    private void check(List<Assignment> wishes, Configuration after) throws Failure {
        for (Assignment wish : wishes) {
            if (!after.value(wish.symbol()).equals(wish.stored())) {
                throw new Failure(line(wish.symbol(), wish.value()) + " and the others do not go together,"
                        + " perhaps you should ask for fewer at a time");
            }
        }
    }
}
