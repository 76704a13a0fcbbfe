/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.report;

import io.opsswitch.kconfig.Choice;
import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.MenuNode;
import io.opsswitch.kconfig.Prompt;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.Tristate;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/**
 * Draws the menu as a tree: a full box for what is on, an empty one for what is off, a dashed one for what cannot be
 * switched on, and the value of everything else. Used once.
 */
final class MenuPicture {

    private static final int ROW = 22;
    private static final int INDENT = 22;
    private static final int BOX = 14;
    private static final int LETTER = 8;
    private static final int NAMES = 360;
    private static final int WIDTH = 760;

    private final Configuration configuration;
    private final Reasons reasons;
    private final Svg svg = new Svg();

    /** For each level the row of the entry whose children are being drawn. */
    private final Deque<Integer> rows = new ArrayDeque<>();

    private int row;

    private MenuPicture(Reasons reasons) {
        this.configuration = reasons.configuration();
        this.reasons = reasons;
    }

    static String draw(Reasons reasons) {
        MenuPicture picture = new MenuPicture(reasons);
        picture.children(reasons.configuration().tree().root().children());
        return picture.svg.picture(WIDTH, picture.row * ROW + 4.0, "The menu with the state of each entry");
    }

    private void children(List<MenuNode> nodes) {
        for (MenuNode node : nodes) {
            Prompt prompt = node.prompt();
            if (prompt == null || node.kind() == MenuNode.Kind.COMMENT) {
                // Its children show where it would be.
                children(node.children());
                continue;
            }
            int own = row++;
            connect(own);
            entry(node, prompt.text(), rows.size() * INDENT, own * ROW);
            rows.push(own);
            children(node.children());
            rows.pop();
        }
    }

    private void connect(int own) {
        Integer parent = rows.peek();
        if (parent != null) {
            double x = (rows.size() - 1) * INDENT + BOX / 2.0 + 2;
            double top = parent * ROW + BOX + 4.0;
            double y = own * ROW + BOX / 2.0 + 4;
            svg.path(
                    "line",
                    "M" + Svg.number(x) + " " + Svg.number(top) + "V" + Svg.number(y) + "h" + (INDENT - BOX / 2),
                    "");
        }
    }

    private void entry(MenuNode node, String title, double x, double y) {
        Symbol symbol = node.symbol();
        Choice choice = node.choice();
        double text = x + BOX + 8;
        double baseline = y + BOX + 1;
        if (symbol == null) {
            Symbol picked = choice == null ? null : configuration.picked(choice);
            svg.path("menu", triangle(x + 2, y + 4), "");
            svg.text("heading", text, baseline, picked == null ? title : title + ": " + picked.name());
            return;
        }
        String why = String.join("\n", reasons.lines(symbol));
        String state;
        if (symbol.type().isLogical()) {
            boolean on = configuration.tristate(symbol) != Tristate.N;
            state = on ? "on" : configuration.isChangeable(symbol) ? "off" : "unavailable";
            svg.rect(state, x + 2, y + 3, BOX, BOX, why);
            if (on) {
                svg.path("tick", "M" + Svg.number(x + 5) + " " + Svg.number(y + 10) + "l3 4 6-8", "");
            }
        } else {
            boolean written = configuration.isWritten(symbol);
            state = written ? "value" : "unavailable";
            String value = configuration.value(symbol);
            String shown = value.length() > 12 ? value.substring(0, 11) + "\u2026" : value;
            double width = Math.max(BOX, shown.length() * (double) LETTER + 8);
            svg.rect(state, x + 2, y + 3, width, BOX + 2.0, why);
            svg.text("number", x + 6, baseline, shown);
            text = x + width + 8;
        }
        svg.text("label " + state + "-text", text, baseline, title);
        svg.text("symbol", Math.max(NAMES, text + title.length() * (double) LETTER + 10), baseline, symbol.name());
    }

    private static String triangle(double x, double y) {
        return "M" + Svg.number(x) + " " + Svg.number(y + 2) + "h12l-6 9z";
    }
}
