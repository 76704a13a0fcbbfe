/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.ui.input.Key;
import io.opsswitch.kconfig.ui.input.Key.Mouse;
import io.opsswitch.kconfig.ui.input.Key.Special;
import io.opsswitch.kconfig.ui.model.Nodes;
import io.opsswitch.kconfig.ui.screen.Canvas;
import io.opsswitch.kconfig.ui.screen.Role;
import io.opsswitch.kconfig.ui.screen.TextFlow;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A page of text to read and scroll. Lines can be about symbols; then one line is selected, and keys lead from it to the
 * menu, to its symbol's information and to the reasons of its value.
 */
class LinesPage implements Page {

    private static final int WHEEL = 3;
    private static final int HANG = 4;

    private final String title;
    private final List<Line> lines;
    private final boolean selectable;
    private final List<Piece> pieces = new ArrayList<>();
    private int wrappedFor = -1;
    private int top;
    private int selected;
    private int height = 1;
    private int bodyTop;

    /** A row of the screen. */
    private record Piece(String text, Line line) {}

    LinesPage(String title, List<Line> lines) {
        this.title = title;
        this.lines = List.copyOf(lines);
        this.selectable = lines.stream().anyMatch(Line::isLink);
        for (int i = 0; selectable && i < lines.size() && !lines.get(selected).isLink(); i++) {
            selected = i;
        }
    }

    /** Return the keys to tell at the bottom. */
    String[] hints() {
        return selectable
                ? new String[] {"Up/Down:select", "Enter:show in menu", "?:info", "w:why", "/:search", "Esc:close"}
                : new String[] {"Up/Down:scroll", "/:search", "Esc:close"};
    }

    /** React to a key that means something on this page only; false when it means nothing. */
    boolean more(Key key, Desk desk) {
        return false;
    }

    /** React to Enter. */
    void enter(Desk desk) {
        Line line = line();
        Symbol symbol = line == null ? null : line.symbol();
        MenuNode node = line == null ? null : line.node();
        if (node == null && symbol != null) {
            node = Nodes.best(desk.session().configuration(), symbol);
        }
        if (node != null) {
            desk.jump(node);
        } else if (!selectable) {
            desk.remove(this);
        }
    }

    /** Return the selected line, or null when lines cannot be selected. */
    final @Nullable Line line() {
        return selectable && selected < pieces.size() ? pieces.get(selected).line : null;
    }

    @Override
    public final void handle(Key key, Desk desk) {
        if (more(key, desk)) {
            return;
        }
        Line line = line();
        Symbol symbol = line == null ? null : line.symbol();
        if (key == Special.ESCAPE
                || key == Special.LEFT
                || key == Special.BACKSPACE
                || key.is('q')
                || key.is('Q')
                || key.is('h')
                || key == Special.F5) {
            desk.remove(this);
        } else if (key == Special.ENTER) {
            enter(desk);
        } else if (key.is('/') || key == Special.F8) {
            SearchPage.open(desk);
        } else if (symbol != null && (key.is('?') || key == Special.F2)) {
            Inquiry.info(desk, symbol);
        } else if (symbol != null && (key.is('w') || key.is('W'))) {
            Inquiry.why(desk, symbol);
        } else if (key instanceof Mouse mouse) {
            mouse(mouse, desk);
        } else {
            move(key);
        }
    }

    private void mouse(Mouse mouse, Desk desk) {
        switch (mouse.action()) {
            case WHEEL_UP -> step(-WHEEL);
            case WHEEL_DOWN -> step(WHEEL);
            case CLICK -> {
                int position = top + mouse.row() - bodyTop;
                boolean inside = mouse.row() >= bodyTop && mouse.row() < bodyTop + height && position < pieces.size();
                if (selectable && inside && position == selected) {
                    enter(desk);
                } else if (selectable && inside) {
                    selected = position;
                }
            }
        }
    }

    private void move(Key key) {
        if (key == Special.UP || key.is('k')) {
            step(-1);
        } else if (key == Special.DOWN || key.is('j')) {
            step(1);
        } else if (key == Special.PAGE_UP || key.is('b')) {
            step(-height);
        } else if (key == Special.PAGE_DOWN || key.is(' ')) {
            step(height);
        } else if (key.isCtrl('u')) {
            step(-Math.max(1, height / 2));
        } else if (key.isCtrl('d')) {
            step(Math.max(1, height / 2));
        } else if (key == Special.HOME || key.is('g')) {
            step(-pieces.size());
        } else if (key == Special.END || key.is('G')) {
            step(pieces.size());
        }
    }

    private void step(int count) {
        if (selectable) {
            selected = Math.max(0, Math.min(pieces.size() - 1, selected + count));
        } else {
            top = Math.max(0, Math.min(pieces.size() - height, top + count));
        }
    }

    private void wrap(int width) {
        if (wrappedFor == width) {
            return;
        }
        Line kept = wrappedFor < 0 ? lines.isEmpty() ? null : lines.get(Math.min(selected, lines.size() - 1)) : line();
        pieces.clear();
        for (Line line : lines) {
            for (String part : line.text().split("\n", -1)) {
                TextFlow.wrap(part, width, HANG).forEach(row -> pieces.add(new Piece(row, line)));
            }
        }
        for (int i = 0; kept != null && i < pieces.size(); i++) {
            if (pieces.get(i).line == kept) {
                selected = i;
                break;
            }
        }
        selected = Math.max(0, Math.min(selected, pieces.size() - 1));
        wrappedFor = width;
    }

    @Override
    public final void draw(Canvas canvas, Desk desk) {
        Layout layout = Layout.of(canvas, 1);
        wrap(Math.max(1, canvas.width() - 2));
        height = layout.height();
        bodyTop = layout.body();
        if (selectable) {
            top = Math.max(Math.min(top, selected), selected - height + 1);
        }
        top = Math.max(0, Math.min(top, pieces.size() - height));
        Layout.header(canvas, 0, title, "");
        canvas.fill(bodyTop, 0, height, canvas.width(), Role.TEXT);
        for (int i = 0; i < height && top + i < pieces.size(); i++) {
            Piece piece = pieces.get(top + i);
            boolean current = selectable && top + i == selected;
            if (current) {
                canvas.fillRow(bodyTop + i, Role.SELECTION);
            }
            canvas.put(bodyTop + i, 1, piece.text, current ? Role.SELECTION : piece.line.role());
        }
        layout.bars(canvas, top > 0, top + height < pieces.size(), "");
        layout.status(canvas, desk.note());
        layout.hints(canvas, hints());
    }
}
