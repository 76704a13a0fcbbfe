/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.screen;

/**
 * A frame in the middle of the screen, and the room inside of it.
 *
 * <p>The lines are double ones: JLine would send single ones as letters of another character set, and there are consoles
 * that have only the characters of the old code pages, to which double ones belong.
 *
 * @param row first row inside
 * @param column first column inside
 * @param height rows inside
 * @param width columns inside
 */
public record Box(int row, int column, int height, int width) {

    private static final int BORDER = 2;
    private static final int MARGIN = 2;

    /** Return how many columns there are inside the widest possible box. */
    public static int widest(Canvas canvas) {
        return Math.max(1, canvas.width() - 2 * (BORDER + MARGIN));
    }

    /** Draw a frame with a title around a room, which is made smaller when the screen is. */
    public static Box draw(Canvas canvas, String title, int rows, int columns) {
        int height = Math.max(1, Math.min(rows, canvas.height() - BORDER));
        int width =
                Math.max(1, Math.min(Math.max(columns, Canvas.columns(title) + BORDER), canvas.width() - 2 * BORDER));
        int top = Math.max(0, (canvas.height() - height - BORDER) / 2);
        int left = Math.max(0, (canvas.width() - width - 2 * BORDER) / 2);
        boolean lines = canvas.hasUnicode();
        String bar = (lines ? "═" : "-").repeat(width + BORDER);
        canvas.fill(top + 1, left + 1, height, width + BORDER, Role.BODY);
        canvas.put(top, left, (lines ? "╔" : "+") + bar + (lines ? "╗" : "+"), Role.FRAME);
        canvas.put(top + height + 1, left, (lines ? "╚" : "+") + bar + (lines ? "╝" : "+"), Role.FRAME);
        for (int i = 1; i <= height; i++) {
            canvas.put(top + i, left, lines ? "║" : "|", Role.FRAME);
            canvas.put(top + i, left + width + BORDER + 1, lines ? "║" : "|", Role.FRAME);
        }
        String shown = TextFlow.cut(title, width);
        canvas.put(top, left + BORDER + (width - Canvas.columns(shown)) / 2, shown, Role.FRAME);
        return new Box(top + 1, left + BORDER, height, width);
    }

    /** Write a text into a row of the room. */
    public void put(Canvas canvas, int line, String text, Role role) {
        if (line >= 0 && line < height) {
            canvas.put(row + line, column, width, text, role);
        }
    }
}
