/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.model;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.MenuNode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the user is: a menu, its rows, the selected one, and the way back.
 *
 * <p>Which rows there are is computed for the open menu only, what they say only for those on the screen. Owned by the
 * menu's thread.
 */
public final class MenuModel {

    /** So many rows stay in sight above and below the selected one. */
    private static final int CONTEXT = 3;

    private final Configuration configuration;
    private final Modes modes;
    private final RowText text;
    private final Deque<Place> way = new ArrayDeque<>();
    private final Set<MenuNode> expanded = Collections.newSetFromMap(new IdentityHashMap<>());
    private MenuNode menu;
    private List<Row> rows = List.of();
    private int selected;
    private int top;

    /** Where the user was in a menu. */
    private record Place(MenuNode menu, @Nullable MenuNode node, int top) {}

    /** Create a model that shows the root. */
    public MenuModel(Configuration configuration, Modes modes) {
        this.configuration = configuration;
        this.modes = modes;
        this.text = new RowText(configuration, modes);
        this.menu = configuration.tree().root();
        refresh();
    }

    /** Return the values. */
    public Configuration configuration() {
        return configuration;
    }

    /** Return what the user wants to see. */
    public Modes modes() {
        return modes;
    }

    /** Return the open menu. */
    public MenuNode menu() {
        return menu;
    }

    /** Return the rows of the open menu. */
    public List<Row> rows() {
        return rows;
    }

    /** Return what a row says. */
    public String text(Row row) {
        return text.of(row, expanded.contains(row.node()));
    }

    /** Tell whether a row shows only because everything is shown. */
    public boolean isHidden(Row row) {
        return modes.all() && !configuration.isVisible(row.node());
    }

    /** Return the position of the selected row; 0 when there is none. */
    public int selected() {
        return selected;
    }

    /** Return the selected entry, or null in an empty menu. */
    public @Nullable MenuNode current() {
        return rows.isEmpty() ? null : rows.get(selected).node();
    }

    /** Select a row; the first or last one for a position out of bounds. */
    public void select(int position) {
        selected = Math.max(0, Math.min(rows.size() - 1, position));
    }

    /** Return the first row to draw so that the selected one is in sight, with some context. */
    public int top(int height) {
        int context = Math.min(CONTEXT, Math.max(0, (height - 1) / 2));
        int highest = Math.max(0, selected - context);
        int lowest = Math.min(rows.size() - 1, selected + context) - height + 1;
        top = Math.max(Math.min(top, highest), lowest);
        top = Math.max(0, Math.min(top, rows.size() - height));
        return top;
    }

    /** Scroll without leaving the rows in sight, as a mouse wheel does. */
    public void scroll(int count, int height) {
        int context = Math.min(CONTEXT, Math.max(0, (height - 1) / 2));
        top = Math.max(0, Math.min(top + count, rows.size() - height));
        int first = top == 0 ? 0 : top + context;
        int last = top + height >= rows.size() ? rows.size() - 1 : top + height - 1 - context;
        select(Math.max(first, Math.min(last, selected)));
    }

    /** Compute the rows anew after values or modes have changed; the selected entry stays where it is on the screen. */
    public void refresh() {
        MenuNode before = current();
        int place = selected - top;
        List<Row> old = rows;
        List<Row> fresh = new ArrayList<>();
        collect(menu, 0, fresh);
        rows = fresh;
        int found = before == null ? -1 : find(before);
        for (int i = selected - 1; found < 0 && i >= 0 && i < old.size(); i--) {
            found = find(old.get(i).node());
        }
        select(found);
        top = Math.max(0, selected - place);
    }

    private void collect(MenuNode parent, int depth, List<Row> into) {
        for (MenuNode child : parent.children()) {
            if (!RowText.shows(configuration, modes, child)) {
                continue;
            }
            into.add(new Row(child, depth));
            if (!Nodes.isPage(child) || isExpandable(child) && expanded.contains(child)) {
                collect(child, depth + 1, into);
            }
        }
    }

    private int find(MenuNode node) {
        for (int i = 0; i < rows.size(); i++) {
            if (rows.get(i).node() == node) {
                return i;
            }
        }
        return -1;
    }

    private boolean isExpandable(MenuNode node) {
        return modes.singleMenu() && node.kind() == MenuNode.Kind.MENU;
    }

    /** Open the page of an entry, or open or close it in place; false when it has none, or nothing would be on it. */
    public boolean open(MenuNode node) {
        if (isExpandable(node)) {
            if (!expanded.remove(node)) {
                expanded.add(node);
            }
            refresh();
            return true;
        }
        if (!Nodes.isPage(node) || node.children().stream().noneMatch(c -> RowText.shows(configuration, modes, c))) {
            return false;
        }
        way.push(new Place(menu, node, top));
        show(node, null, 0);
        return true;
    }

    private void show(MenuNode page, @Nullable MenuNode node, int firstRow) {
        menu = page;
        rows = List.of();
        selected = 0;
        top = 0;
        refresh();
        select(node == null ? 0 : find(node));
        top = firstRow;
    }

    /** Go back to the menu around; false at the root. */
    public boolean leave() {
        Place place = way.poll();
        if (place == null) {
            return false;
        }
        show(place.menu, place.node, place.top);
        return true;
    }

    /**
     * Open the menu that has an entry, and select it.
     *
     * @return whether everything had to be shown to get there
     */
    public boolean jump(MenuNode node) {
        boolean hidden = !modes.all() && !Nodes.isReachable(configuration, node);
        if (hidden) {
            modes.all(true);
        }
        List<MenuNode> pages = new ArrayList<>();
        for (MenuNode at = node; at.parent() != null; at = Nodes.page(at)) {
            pages.add(0, at);
        }
        way.clear();
        MenuNode from = configuration.tree().root();
        for (MenuNode page : pages.subList(0, Math.max(0, pages.size() - 1))) {
            if (isExpandable(page)) {
                expanded.add(page);
            } else {
                way.push(new Place(from, page, 0));
                from = page;
            }
        }
        show(from, node, 0);
        if (!rows.isEmpty()) {
            top = Math.max(0, selected - CONTEXT);
        }
        return hidden;
    }

    /** Go back to the root. */
    public void home() {
        way.clear();
        show(configuration.tree().root(), null, 0);
    }
}
