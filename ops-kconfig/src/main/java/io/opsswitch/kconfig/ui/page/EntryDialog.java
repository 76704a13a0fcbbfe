/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.ui.input.Key;
import io.opsswitch.kconfig.ui.input.Key.Special;
import io.opsswitch.kconfig.ui.screen.Box;
import io.opsswitch.kconfig.ui.screen.Canvas;
import io.opsswitch.kconfig.ui.screen.Role;
import io.opsswitch.kconfig.ui.screen.TextFlow;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;

/** A dialog that asks for a line of text, and says all the time what is wrong with it. */
final class EntryDialog implements Page {

    private static final int WIDTH = 60;

    private final String title;
    private final List<String> explanation;
    private final TextField field;
    private final Function<String, String> check;
    private final Predicate<String> accept;

    /**
     * Create a dialog.
     *
     * @param check returns what is wrong with a text, or an empty text
     * @param accept takes the text; returns whether the dialog is done
     */
    EntryDialog(
            String title,
            List<String> explanation,
            String initial,
            Function<String, String> check,
            Predicate<String> accept) {
        this.title = title;
        this.explanation = explanation;
        this.field = new TextField(initial);
        this.check = check;
        this.accept = accept;
    }

    @Override
    public boolean isDialog() {
        return true;
    }

    @Override
    public void handle(Key key, Desk desk) {
        if (key == Special.ESCAPE) {
            desk.remove(this);
        } else if (key == Special.ENTER) {
            if (accept.test(field.text())) {
                desk.remove(this);
            }
        } else {
            field.handle(key);
        }
    }

    @Override
    public void draw(Canvas canvas, Desk desk) {
        int width = Math.min(Box.widest(canvas), WIDTH);
        List<String> lines = new ArrayList<>();
        explanation.forEach(line -> lines.addAll(TextFlow.wrap(line, width, 0)));
        List<String> problem = TextFlow.wrap(check.apply(field.text()), width, 0);
        Box box = Box.draw(canvas, title, lines.size() + problem.size() + 3, width);
        // On a small screen the field is worth more than the explanation.
        int skipped = Math.max(0, lines.size() + 1 - box.height());
        int line = 0;
        for (String text : lines.subList(skipped, lines.size())) {
            box.put(canvas, line++, text, Role.BODY);
        }
        field.draw(canvas, box.row() + line, box.column(), box.width(), Role.EDIT);
        for (String text : problem) {
            box.put(canvas, ++line, text, Role.BODY);
        }
        box.put(canvas, line + 2, "Enter: accept   Esc: cancel", Role.BODY);
    }
}
