/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.ui.input.Key;
import io.opsswitch.kconfig.ui.input.Key.Mouse;
import io.opsswitch.kconfig.ui.input.Key.Special;
import io.opsswitch.kconfig.ui.model.Nodes;
import io.opsswitch.kconfig.ui.model.Search;
import io.opsswitch.kconfig.ui.screen.Canvas;
import io.opsswitch.kconfig.ui.screen.Role;
import io.opsswitch.kconfig.ui.screen.TextFlow;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Searches while the user types, and goes to a hit.
 *
 * <p>Characters go into the field until Tab or Down leads into the list; there digits go to the hits that they stand
 * beside, as in mconf, and letters do what they do elsewhere.
 */
final class SearchPage implements Page {

    private static final int NUMBERED = 9;
    private static final int WHEEL = 3;
    private static final String LABEL = "Search: ";

    private final Search search;
    private final TextField field = new TextField("");
    private boolean inList;
    private boolean visibleOnly;
    private int selected;
    private int top;
    private int height = 1;
    private int bodyTop;

    private SearchPage(Search search) {
        this.search = search;
        search.run("", false);
    }

    static void open(Desk desk) {
        desk.push(new SearchPage(
                new Search(desk.session().configuration(), desk.session().prefix())));
    }

    @Override
    public void handle(Key key, Desk desk) {
        if (key == Special.ESCAPE) {
            desk.remove(this);
        } else if (key == Special.ENTER) {
            jump(selected, desk);
        } else if (key == Special.TAB || key == Special.BACK_TAB) {
            inList = !inList;
        } else if (key == Special.F4 || key.isCtrl('t')) {
            visibleOnly = !visibleOnly;
            run();
        } else if (key == Special.F2) {
            inquire(desk, '?');
        } else if (key instanceof Mouse mouse) {
            mouse(mouse, desk);
        } else if (key instanceof Key.Typed typed && typed.alt()) {
            digit(typed.codePoint(), desk);
        } else if (!move(key)) {
            if (inList) {
                command(key, desk);
            } else if (field.handle(key)) {
                run();
            }
        }
    }

    private void run() {
        search.run(field.text(), visibleOnly);
        selected = 0;
        top = 0;
    }

    private void command(Key key, Desk desk) {
        if (key instanceof Key.Typed typed && digit(typed.codePoint(), desk)) {
            return;
        }
        if (key.is('j') || key.is('k')) {
            step(key.is('j') ? 1 : -1);
        } else if (key.is('?') || key.is('w')) {
            inquire(desk, key.is('?') ? '?' : 'w');
        } else if (key.is('a') || key.is('A')) {
            visibleOnly = !visibleOnly;
            run();
        } else if (key.is('/') || key == Special.BACKSPACE || key == Special.LEFT) {
            inList = false;
        } else if (key.is('q')) {
            desk.remove(this);
        }
    }

    private boolean digit(int c, Desk desk) {
        int number = c - '0';
        if (number < 1 || number > NUMBERED) {
            return false;
        }
        if (number <= height) {
            jump(top + number - 1, desk);
        }
        return true;
    }

    private boolean move(Key key) {
        if (key == Special.UP) {
            step(-1);
        } else if (key == Special.DOWN) {
            step(inList || selected > 0 ? 1 : 0);
            inList = true;
        } else if (key == Special.PAGE_UP) {
            step(-height);
        } else if (key == Special.PAGE_DOWN) {
            inList = true;
            step(height);
        } else if (inList && key == Special.HOME) {
            step(-search.hits().size());
        } else if (inList && key == Special.END) {
            step(search.hits().size());
        } else {
            return false;
        }
        return true;
    }

    private void step(int count) {
        if (count < 0 && selected == 0) {
            inList = false;
        }
        selected = Math.max(0, Math.min(search.hits().size() - 1, selected + count));
    }

    private @Nullable MenuNode hit(int position) {
        List<MenuNode> hits = search.hits();
        return position >= 0 && position < hits.size() ? hits.get(position) : null;
    }

    private void jump(int position, Desk desk) {
        MenuNode node = hit(position);
        if (node != null) {
            desk.jump(node);
        }
    }

    private void inquire(Desk desk, char what) {
        MenuNode node = hit(selected);
        Symbol symbol = node == null ? null : node.symbol();
        if (symbol != null && what == 'w') {
            Inquiry.why(desk, symbol);
        } else if (node != null) {
            Inquiry.info(desk, node);
        }
    }

    private void mouse(Mouse mouse, Desk desk) {
        switch (mouse.action()) {
            case WHEEL_UP -> step(-WHEEL);
            case WHEEL_DOWN -> step(WHEEL);
            case CLICK -> {
                int position = top + mouse.row() - bodyTop;
                boolean inside = mouse.row() >= bodyTop && mouse.row() < bodyTop + height;
                if (inside && position == selected) {
                    jump(position, desk);
                } else if (inside && hit(position) != null) {
                    selected = position;
                }
            }
        }
    }

    @Override
    public void draw(Canvas canvas, Desk desk) {
        Layout layout = Layout.of(canvas, 1);
        height = layout.height();
        bodyTop = layout.body();
        top = Math.max(Math.min(top, selected), selected - height + 1);
        top = Math.max(0, Math.min(top, search.hits().size() - height));
        canvas.fill(bodyTop, 0, height, canvas.width(), Role.LIST);
        for (int i = 0; i < height; i++) {
            MenuNode node = hit(top + i);
            if (node != null) {
                drawHit(canvas, i, node);
            }
        }
        String problem = search.problem();
        String count = search.hits().size() + (search.hits().size() == 1 ? " hit" : " hits");
        String state = problem != null
                ? "not a regular expression: " + problem
                : count + (visibleOnly ? ", hidden ones left out" : "");
        layout.bars(canvas, top > 0, top + height < search.hits().size(), state);
        MenuNode current = hit(selected);
        layout.status(canvas, current == null ? "" : place(current, canvas));
        layout.hints(
                canvas,
                "Enter:go there",
                "Up/Down:select",
                inList ? "1-9:go to hit" : "Alt-1..9:go to hit",
                "F4:hidden or not",
                inList ? "?:info  w:why  /:type" : "F2:info",
                "Esc:close",
                "blanks between expressions: all must match");
        canvas.fillRow(0, Role.JUMP_EDIT);
        canvas.put(0, 0, LABEL, Role.JUMP_EDIT);
        field.draw(canvas, 0, LABEL.length(), Math.max(1, canvas.width() - LABEL.length()), Role.JUMP_EDIT);
        if (inList) {
            canvas.cursor(-1, -1);
        }
    }

    private void drawHit(Canvas canvas, int line, MenuNode node) {
        boolean hidden = search.isHidden(node);
        boolean current = top + line == selected;
        Role role = current ? hidden ? Role.INV_SELECTION : Role.SELECTION : hidden ? Role.INV_LIST : Role.LIST;
        if (current) {
            canvas.fillRow(bodyTop + line, role);
        }
        String number = line < NUMBERED ? "(" + (line + 1) + ") " : "    ";
        String mark = hidden ? " (hidden)" : "";
        String text = TextFlow.cut(number + search.text(node), canvas.width() - 2 - mark.length()) + mark;
        canvas.put(bodyTop + line, 1, canvas.width() - 2, text, role);
    }

    private static String place(MenuNode node, Canvas canvas) {
        StringBuilder path = new StringBuilder(node.location().toString()).append("  in ");
        String arrow = canvas.hasUnicode() ? " → " : " > ";
        List<MenuNode> way = Nodes.path(node);
        path.append("Top");
        for (MenuNode at : way.subList(1, Math.max(1, way.size() - 1))) {
            path.append(arrow).append(Nodes.title(at));
        }
        return path.toString();
    }
}
