/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.ui.screen.Canvas;
import io.opsswitch.kconfig.ui.screen.Role;
import io.opsswitch.kconfig.ui.screen.TextFlow;

/**
 * The parts of a full page: header, bar, body, bar, status, hints. Small screens have fewer of them.
 *
 * @param header rows of the header
 * @param body first row of the body
 * @param height rows of the body
 * @param hints rows for hints
 */
record Layout(int header, int body, int height, int hints) {

    private static final int ROOMY = 14;
    private static final int TIGHT = 9;
    private static final int BARS_AND_STATUS = 3;

    /**
     * Divide a screen.
     *
     * @param wanted rows that the header should have
     */
    static Layout of(Canvas canvas, int wanted) {
        int rows = canvas.height();
        int header = rows >= ROOMY ? wanted : 1;
        int hints = rows >= ROOMY ? 2 : rows >= TIGHT ? 1 : 0;
        int height = Math.max(1, rows - header - hints - BARS_AND_STATUS);
        return new Layout(header, header + 1, height, hints);
    }

    int lowerBar() {
        return body + height;
    }

    int status() {
        return lowerBar() + 1;
    }

    /** Draw a header row: a text at the left, and one at the right that gives way. */
    static void header(Canvas canvas, int row, String left, String right) {
        canvas.fillRow(row, Role.PATH);
        int width = canvas.width() - 2;
        int room = width - Canvas.columns(right) - 2;
        boolean both = room >= Math.min(Canvas.columns(left), width / 3);
        canvas.put(row, 1, TextFlow.cut(left, both ? Math.max(1, room) : width), Role.PATH);
        if (both) {
            canvas.put(row, 1 + width - Canvas.columns(right), right, Role.PATH);
        }
    }

    /** Draw the bars, with marks where the body goes on, and with a text in the lower one. */
    void bars(Canvas canvas, boolean more, boolean evenMore, String text) {
        canvas.fillRow(body - 1, Role.SEPARATOR);
        canvas.fillRow(lowerBar(), Role.SEPARATOR);
        boolean unicode = canvas.hasUnicode();
        if (more) {
            canvas.put(body - 1, 1, unicode ? "↑↑↑" : "^^^", Role.SEPARATOR);
        }
        if (evenMore) {
            canvas.put(lowerBar(), 1, unicode ? "↓↓↓" : "vvv", Role.SEPARATOR);
        }
        int column = Math.max(5, canvas.width() - 1 - Canvas.columns(text));
        canvas.put(lowerBar(), column, text, Role.SEPARATOR);
    }

    /** Draw the line of status. */
    void status(Canvas canvas, String text) {
        canvas.fillRow(status(), Role.HELP);
        canvas.put(status(), 1, TextFlow.cut(text, canvas.width() - 2), Role.HELP);
    }

    void hints(Canvas canvas, String... texts) {
        if (hints > 0) {
            Hints.draw(canvas, status() + 1, hints, texts);
        }
    }
}
