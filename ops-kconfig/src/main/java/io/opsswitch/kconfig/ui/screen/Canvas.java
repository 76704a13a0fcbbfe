/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.screen;

import java.nio.charset.Charset;
import java.nio.charset.CharsetEncoder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jline.utils.WCWidth;

/**
 * A screen to draw on: cells with roles.
 *
 * <p>Whatever lies outside is cut off, so that pages need not care for small screens. Characters that would move the
 * cursor or change the terminal never get through, wherever a text comes from. Owned by the thread that draws.
 */
public final class Canvas {

    /** What is drawn for a character that must not or cannot be shown. */
    private static final String UNPRINTABLE = "?";

    private static final int LAST_ASCII = 0x7f;
    private static final int MAX_COMBINED = 16;

    private final int width;
    private final int height;
    private final CharsetEncoder encoder;
    private final boolean unicode;
    private final String[] cells;
    private final Role[] roles;
    private int cursorRow = -1;
    private int cursorColumn = -1;

    /**
     * Create an empty screen.
     *
     * @param charset what the terminal understands
     */
    public Canvas(int width, int height, Charset charset) {
        this.width = Math.max(1, width);
        this.height = Math.max(1, height);
        this.encoder = charset.newEncoder();
        this.unicode = encoder.canEncode("═║╔→↑");
        this.cells = new String[this.width * this.height];
        this.roles = new Role[cells.length];
        Arrays.fill(cells, " ");
        Arrays.fill(roles, Role.LIST);
    }

    /** A piece of a row in one role. */
    public record Run(String text, Role role) {}

    public int width() {
        return width;
    }

    public int height() {
        return height;
    }

    /** Tell whether lines and arrows can be drawn with the characters that Unicode has for them. */
    public boolean hasUnicode() {
        return unicode;
    }

    /** Fill a rectangle with blanks. */
    public void fill(int row, int column, int rows, int columns, Role role) {
        for (int r = Math.max(0, row); r < Math.min(height, row + rows); r++) {
            for (int c = Math.max(0, column); c < Math.min(width, column + columns); c++) {
                set(r, c, " ", role);
            }
        }
    }

    /** Fill a whole row with blanks. */
    public void fillRow(int row, Role role) {
        fill(row, 0, 1, width, role);
    }

    /**
     * Write a text into a row.
     *
     * @return the column behind it
     */
    public int put(int row, int column, String text, Role role) {
        return put(row, column, width - column, text, role);
    }

    /**
     * Write a text into a row, cut off after a number of columns.
     *
     * @return the column behind it
     */
    public int put(int row, int column, int columns, String text, Role role) {
        int limit = Math.min(width, column + columns);
        int at = column;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int codePoint = text.codePointAt(i);
            int cell = cellWidth(codePoint);
            if (cell == 0 && at > column && at <= limit) {
                combine(row, at, codePoint);
                continue;
            }
            cell = Math.max(1, cell);
            if (at + cell > limit) {
                break;
            }
            if (row >= 0 && row < height && at >= 0) {
                set(row, at, shown(codePoint), role);
                if (cell == 2) {
                    set(row, at + 1, "", role);
                }
            }
            at += cell;
        }
        return at;
    }

    private void combine(int row, int at, int codePoint) {
        if (row < 0 || row >= height || at < 1) {
            return;
        }
        int index = row * width + at - 1;
        int base = cells[index].isEmpty() && at > 1 ? index - 1 : index;
        String mark = Character.toString(codePoint);
        if (Character.getType(codePoint) != Character.FORMAT
                && cells[base].length() < MAX_COMBINED
                && encoder.canEncode(mark)) {
            cells[base] += mark;
        }
    }

    /** Overwriting half of a wide character leaves a blank where the other half was. */
    private void set(int row, int column, String text, Role role) {
        int index = row * width + column;
        if (cells[index].isEmpty() && column > 0) {
            cells[index - 1] = " ";
        }
        if (column + 1 < width && cells[index + 1].isEmpty()) {
            cells[index + 1] = " ";
        }
        cells[index] = text;
        roles[index] = role;
    }

    private String shown(int codePoint) {
        if (codePoint < ' ' || WCWidth.wcwidth(codePoint) <= 0) {
            return UNPRINTABLE;
        }
        String text = Character.toString(codePoint);
        return encoder.canEncode(text) ? text : UNPRINTABLE;
    }

    private static int cellWidth(int codePoint) {
        return codePoint <= LAST_ASCII ? 1 : WCWidth.wcwidth(codePoint);
    }

    /** Return how many columns a text takes. */
    public static int columns(String text) {
        int sum = 0;
        for (int i = 0; i < text.length(); i += Character.charCount(text.codePointAt(i))) {
            int cell = cellWidth(text.codePointAt(i));
            sum += cell < 0 ? 1 : cell;
        }
        return sum;
    }

    /** Show the terminal's cursor, which else is hidden. */
    public void cursor(int row, int column) {
        boolean inside = row >= 0 && row < height && column >= 0 && column < width;
        cursorRow = inside ? row : -1;
        cursorColumn = inside ? column : -1;
    }

    /** Return the row of the cursor, or -1 when it is hidden. */
    public int cursorRow() {
        return cursorRow;
    }

    /** Return the column of the cursor, or -1 when it is hidden. */
    public int cursorColumn() {
        return cursorColumn;
    }

    /** Return a row as pieces of one role each. */
    public List<Run> runs(int row) {
        List<Run> runs = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < width; c++) {
            int index = row * width + c;
            text.append(cells[index]);
            boolean last = c + 1 == width || roles[index + 1] != roles[index];
            if (last) {
                runs.add(new Run(text.toString(), roles[index]));
                text.setLength(0);
            }
        }
        return runs;
    }

    /** Return the role of a cell. */
    public Role role(int row, int column) {
        return roles[row * width + column];
    }

    /** Return the text of a row, without blanks at its end. */
    public String text(int row) {
        StringBuilder text = new StringBuilder();
        for (int c = 0; c < width; c++) {
            text.append(cells[row * width + c]);
        }
        return text.toString().stripTrailing();
    }

    /** Return the whole screen as text. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder();
        for (int r = 0; r < height; r++) {
            text.append(text(r)).append('\n');
        }
        return text.toString();
    }
}
