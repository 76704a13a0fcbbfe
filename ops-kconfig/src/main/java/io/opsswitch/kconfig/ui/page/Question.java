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

/** A dialog with a few answers; each has a letter, and the arrows and Enter pick one too. Esc answers nothing. */
final class Question implements Page {

    private static final int WIDTH = 66;

    private final String title;
    private final List<String> lines;
    private final List<Answer> answers;
    private int selected;

    /** An answer: its letter, what it says, and what it does. */
    record Answer(char letter, String text, Runnable action) {}

    Question(String title, List<String> lines, Answer... answers) {
        this.title = title;
        this.lines = lines;
        this.answers = List.of(answers);
    }

    boolean isAbout(String subject) {
        return title.equals(subject);
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
            give(answers.get(selected), desk);
        } else if (key == Special.LEFT || key == Special.UP || key == Special.BACK_TAB) {
            selected = (selected + answers.size() - 1) % answers.size();
        } else if (key == Special.RIGHT || key == Special.DOWN || key == Special.TAB) {
            selected = (selected + 1) % answers.size();
        } else {
            for (Answer answer : answers) {
                if (key.is(answer.letter) || key.is(Character.toUpperCase(answer.letter))) {
                    give(answer, desk);
                    return;
                }
            }
        }
    }

    private void give(Answer answer, Desk desk) {
        desk.remove(this);
        answer.action.run();
    }

    @Override
    public void draw(Canvas canvas, Desk desk) {
        int width = Math.min(Box.widest(canvas), WIDTH);
        List<String> rows = new ArrayList<>();
        lines.forEach(line -> rows.addAll(TextFlow.wrap(line, width, 0)));
        List<String> buttons = new ArrayList<>();
        answers.forEach(a -> buttons.add(" (" + Character.toUpperCase(a.letter) + ") " + a.text + " "));
        int total = buttons.stream().mapToInt(Canvas::columns).sum() + buttons.size() - 1;
        boolean inOneRow = total <= width;
        int widest = Math.max(
                inOneRow ? total : width,
                rows.stream().mapToInt(Canvas::columns).max().orElse(1));
        Box box = Box.draw(canvas, title, rows.size() + 1 + (inOneRow ? 1 : buttons.size()), widest);
        // On a small screen the answers are worth more than the question.
        int needed = inOneRow ? 1 : buttons.size();
        int shown = Math.max(0, Math.min(rows.size(), box.height() - needed));
        for (int i = 0; i < shown; i++) {
            box.put(canvas, i, rows.get(i), Role.BODY);
        }
        int row = box.row() + Math.min(shown + 1, Math.max(0, box.height() - needed));
        int column = box.column();
        for (int i = 0; i < buttons.size(); i++) {
            int room = box.column() + box.width() - column;
            int end = canvas.put(row, column, room, buttons.get(i), i == selected ? Role.SELECTION : Role.BODY);
            column = inOneRow ? end + 1 : column;
            row += inOneRow ? 0 : 1;
        }
    }
}
