/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.eval;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.IgnoredLine;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.SourceLocation;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a file or the user said, whether it counts or not. Owned by one configuration.
 *
 * <p>For choices since Linux 6.9 the order of saying matters: the members of a choice are a list, latest first. For older
 * ones the choice remembers the member chosen last.
 */
public final class UserInput {

    private final KconfigTree tree;
    private final boolean[] given;
    private final Tristate[] states;
    private final @Nullable String[] texts;
    private final @Nullable SourceLocation[] places;
    private final Map<Choice, List<Symbol>> priorities = new IdentityHashMap<>();
    private final Map<Choice, Symbol> chosen = new IdentityHashMap<>();
    private final List<IgnoredLine> ignored = new ArrayList<>();

    UserInput(KconfigTree tree) {
        this.tree = tree;
        int size = tree.allSymbols().size();
        this.given = new boolean[size];
        this.states = new Tristate[size];
        this.texts = new String[size];
        this.places = new SourceLocation[size];
        clear();
    }

    /** Forget everything but the order within choices. */
    public void clear() {
        for (int i = 0; i < given.length; i++) {
            given[i] = false;
            states[i] = Tristate.N;
            texts[i] = null;
            places[i] = null;
        }
        chosen.clear();
        ignored.clear();
    }

    /** Replace everything, the order within choices too, by what another input for the same tree has. */
    public void copyFrom(UserInput other) {
        int size = given.length;
        System.arraycopy(other.given, 0, given, 0, size);
        System.arraycopy(other.states, 0, states, 0, size);
        System.arraycopy(other.texts, 0, texts, 0, size);
        System.arraycopy(other.places, 0, places, 0, size);
        priorities.clear();
        other.priorities.forEach((choice, order) -> priorities.put(choice, new ArrayList<>(order)));
        chosen.clear();
        chosen.putAll(other.chosen);
        ignored.clear();
        ignored.addAll(other.ignored);
    }

    /** Tell whether there is a value. */
    public boolean has(Symbol symbol) {
        return given[symbol.index()];
    }

    /** Return the value of a bool or tristate; n when there is none. */
    public Tristate state(Symbol symbol) {
        return states[symbol.index()];
    }

    /** Return the value of an int, hex or string; empty when there is none. */
    public String text(Symbol symbol) {
        String text = texts[symbol.index()];
        return text == null ? "" : text;
    }

    /** Give a value to a bool, tristate or choice. */
    public void set(Symbol symbol, Tristate state) {
        given[symbol.index()] = true;
        states[symbol.index()] = state;
        places[symbol.index()] = null;
    }

    /** Change the value of a bool or tristate without making it count as given. */
    public void preset(Symbol symbol, Tristate state) {
        states[symbol.index()] = state;
    }

    /** Make the value that a bool, tristate or choice has, n if none, count as given. */
    public void confirm(Symbol symbol) {
        given[symbol.index()] = true;
        places[symbol.index()] = null;
    }

    /** Give a value to an int, hex or string. */
    public void set(Symbol symbol, String text) {
        given[symbol.index()] = true;
        texts[symbol.index()] = text;
        places[symbol.index()] = null;
    }

    /** Remember the line of a file that gave the value. */
    public void found(Symbol symbol, SourceLocation place) {
        places[symbol.index()] = place;
    }

    /** Return the line of a file that gave the value; null when there is no value, or it came otherwise. */
    public @Nullable SourceLocation place(Symbol symbol) {
        return given[symbol.index()] ? places[symbol.index()] : null;
    }

    /** Remember a line of a file that gave no value. */
    public void ignore(IgnoredLine line) {
        ignored.add(line);
    }

    /** Take the value away, and remember why the line of the file that gave it does not count. */
    public void ignore(Symbol symbol, IgnoredLine.Reason reason) {
        SourceLocation place = place(symbol);
        if (place != null) {
            String value = symbol.type().isLogical() ? state(symbol).text() : text(symbol);
            ignored.add(new IgnoredLine(symbol.name(), value, place, reason));
        }
        forget(symbol);
    }

    /** Return the lines that gave no value. */
    public List<IgnoredLine> ignored() {
        return List.copyOf(ignored);
    }

    /** Take the value away. */
    public void forget(Symbol symbol) {
        given[symbol.index()] = false;
    }

    /** Return the members of a choice, the one spoken of last first. */
    public List<Symbol> priority(Choice choice) {
        return priorities.computeIfAbsent(choice, c -> new ArrayList<>(c.members()));
    }

    /** Put a member of a choice first. */
    public void moveToFront(Choice choice, Symbol member) {
        List<Symbol> order = priority(choice);
        if (order.remove(member)) {
            order.add(0, member);
        }
    }

    /** Put a member of a choice last. */
    public void moveToBack(Choice choice, Symbol member) {
        List<Symbol> order = priority(choice);
        if (order.remove(member)) {
            order.add(member);
        }
    }

    /** Remember which member was chosen; for older choices. */
    public void choose(Choice choice, Symbol member) {
        chosen.put(choice, member);
    }

    /** Forget which member was chosen; for older choices. */
    public void unchoose(Choice choice) {
        chosen.remove(choice);
    }

    /** Return which member was chosen last, or null; for older choices. */
    public @Nullable Symbol chosen(Choice choice) {
        return chosen.get(choice);
    }

    /** Return what was said of a symbol, and of all members of its choice, to {@link #restore} it later. */
    public SavedInput save(Symbol symbol) {
        Choice choice = symbol.choice();
        if (choice == null) {
            return new SavedInput(symbol, List.of(entry(symbol)), List.of(), null, givenChoices());
        }
        List<SavedInput.Entry> entries = new ArrayList<>();
        entries.add(entry(choice.symbol()));
        choice.members().forEach(member -> entries.add(entry(member)));
        return new SavedInput(symbol, entries, priority(choice), chosen.get(choice), givenChoices());
    }

    private BitSet givenChoices() {
        List<Choice> choices = tree.choices();
        BitSet result = new BitSet(choices.size());
        for (int i = 0; i < choices.size(); i++) {
            result.set(i, given[choices.get(i).symbol().index()]);
        }
        return result;
    }

    private SavedInput.Entry entry(Symbol symbol) {
        int index = symbol.index();
        return new SavedInput.Entry(symbol, given[index], states[index], texts[index], places[index]);
    }

    /** Go back to what was said when it was saved; return the symbols that are concerned. */
    public List<Symbol> restore(SavedInput saved) {
        List<Symbol> concerned = new ArrayList<>(List.of(saved.symbol));
        List<Choice> choices = tree.choices();
        for (int i = 0; i < choices.size(); i++) {
            Symbol symbol = choices.get(i).symbol();
            if (given[symbol.index()] != saved.choices.get(i)) {
                given[symbol.index()] = saved.choices.get(i);
                concerned.add(symbol);
            }
        }
        for (SavedInput.Entry entry : saved.entries) {
            int index = entry.symbol().index();
            given[index] = entry.given();
            states[index] = entry.state();
            texts[index] = entry.text();
            places[index] = entry.place();
        }
        Choice choice = saved.choice();
        if (choice != null) {
            priorities.put(choice, new ArrayList<>(saved.priority));
            if (saved.chosen == null) {
                chosen.remove(choice);
            } else {
                chosen.put(choice, saved.chosen);
            }
        }
        return concerned;
    }

    /** Return the tree. */
    public KconfigTree tree() {
        return tree;
    }
}
