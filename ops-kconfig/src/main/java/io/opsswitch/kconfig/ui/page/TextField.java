/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.page;

import io.opsswitch.kconfig.ui.input.Key;
import io.opsswitch.kconfig.ui.input.Key.Special;
import io.opsswitch.kconfig.ui.screen.Canvas;
import io.opsswitch.kconfig.ui.screen.Role;

/** A line to type into, longer than the room that it has when need be. */
final class TextField {

    private static final int FIRST_PRINTABLE = 0x20;
    private static final int DEL = 0x7f;

    private final StringBuilder text;
    private int cursor;
    private int first;

    TextField(String initial) {
        this.text = new StringBuilder(initial);
        this.cursor = initial.length();
    }

    String text() {
        return text.toString();
    }

    /** React to a key; false when it means nothing here. */
    boolean handle(Key key) {
        if (key instanceof Key.Typed typed) {
            return typed(typed);
        }
        return key instanceof Special special && special(special);
    }

    private boolean typed(Key.Typed key) {
        if (key.alt()) {
            return false;
        }
        if (key.codePoint() >= FIRST_PRINTABLE && key.codePoint() != DEL) {
            String added = Character.toString(key.codePoint());
            text.insert(cursor, added);
            cursor += added.length();
            return true;
        }
        if (key.isCtrl('a')) {
            cursor = 0;
        } else if (key.isCtrl('e')) {
            cursor = text.length();
        } else if (key.isCtrl('u')) {
            text.delete(0, cursor);
            cursor = 0;
        } else if (key.isCtrl('k')) {
            text.setLength(cursor);
        } else if (key.isCtrl('w')) {
            deleteWord();
        } else if (key.isCtrl('d')) {
            delete();
        } else {
            return false;
        }
        return true;
    }

    private boolean special(Special key) {
        switch (key) {
            case LEFT -> cursor = before();
            case RIGHT -> cursor = after();
            case HOME -> cursor = 0;
            case END -> cursor = text.length();
            case BACKSPACE -> {
                int start = before();
                text.delete(start, cursor);
                cursor = start;
            }
            case DELETE -> delete();
            default -> {
                return false;
            }
        }
        return true;
    }

    private int before() {
        return cursor == 0 ? 0 : text.offsetByCodePoints(cursor, -1);
    }

    private int after() {
        return cursor == text.length() ? cursor : text.offsetByCodePoints(cursor, 1);
    }

    private void delete() {
        text.delete(cursor, after());
    }

    private void deleteWord() {
        int start = cursor;
        while (start > 0 && text.charAt(start - 1) == ' ') {
            start--;
        }
        while (start > 0 && text.charAt(start - 1) != ' ') {
            start--;
        }
        text.delete(start, cursor);
        cursor = start;
    }

    /** Draw, and put the terminal's cursor where the next character goes. */
    void draw(Canvas canvas, int row, int column, int width, Role role) {
        canvas.fill(row, column, 1, width, role);
        first = Math.min(first, cursor);
        while (first < cursor && Canvas.columns(text.substring(first, cursor)) >= width) {
            first = text.offsetByCodePoints(first, 1);
        }
        canvas.put(row, column, width, text.substring(first), role);
        canvas.cursor(row, column + Canvas.columns(text.substring(first, cursor)));
    }
}
