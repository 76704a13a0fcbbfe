/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.ui.input.Key;
import io.opsswitch.kconfig.ui.model.MenuModel;
import io.opsswitch.kconfig.ui.model.Modes;
import io.opsswitch.kconfig.ui.model.Nodes;
import io.opsswitch.kconfig.ui.model.Row;
import io.opsswitch.kconfig.ui.screen.Canvas;
import io.opsswitch.kconfig.ui.screen.Role;
import io.opsswitch.kconfig.ui.screen.TextFlow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The menu: what is open, its rows, perhaps the help of the selected one. */
final class MenuPage implements Page {

    private static final int LEAST_LIST = 3;

    private final MenuKeys keys = new MenuKeys(this);
    private int bodyTop;
    private int listHeight = 1;

    int listHeight() {
        return listHeight;
    }

    /** Return the position of the row that is drawn at a row of the screen, or -1. */
    int positionAt(int screenRow, MenuModel model) {
        int position = screenRow - bodyTop;
        if (position < 0 || position >= listHeight) {
            return -1;
        }
        int index = model.top(listHeight) + position;
        return index < model.rows().size() ? index : -1;
    }

    @Override
    public void handle(Key key, Desk desk) {
        keys.handle(key, desk);
    }

    @Override
    public void draw(Canvas canvas, Desk desk) {
        MenuModel model = desk.model();
        Layout layout = Layout.of(canvas, 2);
        String name = desk.file().path().getFileName() + (desk.isModified() ? " (modified)" : "");
        String path = path(model.menu(), canvas);
        if (layout.header() > 1) {
            Layout.header(canvas, 0, desk.session().configuration().tree().title(), name);
            Layout.header(canvas, 1, TextFlow.cut(path, canvas.width() - 2), "");
        } else {
            Layout.header(canvas, 0, path, name);
        }
        int help = helpHeight(model.modes(), layout.height());
        bodyTop = layout.body();
        listHeight = layout.height() - help;
        int top = model.top(listHeight);
        drawRows(canvas, model, top);
        layout.bars(canvas, top > 0, top + listHeight < model.rows().size(), modes(model.modes()));
        if (help > 0) {
            drawHelp(canvas, model.current(), bodyTop + listHeight, help);
        }
        MenuNode current = model.current();
        layout.status(canvas, desk.note().isEmpty() ? Status.of(desk, current) : desk.note());
        layout.hints(
                canvas,
                "Space/Enter:toggle,enter",
                "Esc:leave",
                "/:search",
                "?:info",
                "w:why",
                "+:get it",
                "=:changes",
                "S:save",
                "O:load",
                "D:minimal",
                "F:help",
                "C:names",
                "A:all",
                "F3:keys",
                "Q:quit");
    }

    /** Return the way from the root to a menu; what has no room is left out at its start. */
    private static String path(MenuNode menu, Canvas canvas) {
        List<String> names = new ArrayList<>();
        for (MenuNode node : Nodes.path(menu)) {
            if (node.parent() == null) {
                names.add("Top");
            } else if (Nodes.isPage(node) || node == menu) {
                names.add(Nodes.title(node));
            }
        }
        String arrow = canvas.hasUnicode() ? " → " : " > ";
        String path = String.join(arrow, names);
        for (int i = 1; i < names.size() && Canvas.columns(path) > canvas.width() - 2; i++) {
            path = "..." + arrow + String.join(arrow, names.subList(i, names.size()));
        }
        return path;
    }

    private static String modes(Modes modes) {
        List<String> on = new ArrayList<>();
        if (modes.all()) {
            on.add("all");
        }
        if (modes.names()) {
            on.add("names");
        }
        if (modes.help()) {
            on.add("help");
        }
        return on.isEmpty() ? "" : "shown: " + String.join(", ", on);
    }

    private static int helpHeight(Modes modes, int height) {
        int help = modes.help() ? height / 2 : 0;
        return height - help < LEAST_LIST || help < 2 ? 0 : help;
    }

    private void drawRows(Canvas canvas, MenuModel model, int top) {
        canvas.fill(bodyTop, 0, listHeight, canvas.width(), Role.LIST);
        List<Row> rows = model.rows();
        if (rows.isEmpty()) {
            canvas.put(bodyTop, 1, "(nothing here; A shows what is hidden)", Role.LIST);
        }
        for (int i = 0; i < listHeight && top + i < rows.size(); i++) {
            Row row = rows.get(top + i);
            boolean hidden = model.isHidden(row);
            boolean selected = top + i == model.selected();
            Role role = selected ? hidden ? Role.INV_SELECTION : Role.SELECTION : hidden ? Role.INV_LIST : Role.LIST;
            if (selected) {
                canvas.fillRow(bodyTop + i, role);
            }
            canvas.put(bodyTop + i, 1, TextFlow.cut(model.text(row), canvas.width() - 2), role);
        }
    }

    private static void drawHelp(Canvas canvas, @Nullable MenuNode node, int row, int height) {
        canvas.fillRow(row, Role.SEPARATOR);
        canvas.fill(row + 1, 0, height - 1, canvas.width(), Role.SHOW_HELP);
        Symbol symbol = node == null ? null : node.symbol();
        canvas.put(row, 1, symbol == null ? "help" : "help of " + symbol.name(), Role.SEPARATOR);
        String help = node == null || node.help() == null ? "(no help)" : node.help();
        int at = row + 1;
        for (String line : help.split("\n")) {
            for (String piece : TextFlow.wrap(line, canvas.width() - 2, 0)) {
                if (at < row + height) {
                    canvas.put(at++, 1, piece, Role.SHOW_HELP);
                }
            }
        }
    }
}
