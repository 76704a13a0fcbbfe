/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.input;

import io.opsswitch.kconfig.ui.input.Key.Mouse;
import io.opsswitch.kconfig.ui.input.Key.Special;
import java.io.EOFException;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/**
 * Tells keys from the characters that a terminal sends.
 *
 * <p>Knows the sequences of xterm, the Linux console, rxvt, screen, tmux and the Windows console, whatever TERM says;
 * they do not contradict each other. An Esc that nothing follows within a moment is the key itself; what follows sooner
 * belongs to a sequence, or was typed with Alt. Owned by the thread that reads.
 */
public final class KeyDecoder {

    private static final int ESC = 0x1b;
    private static final int DEL = 0x7f;
    private static final int BACKSPACE = 8;
    private static final int TAB = 9;
    private static final int FIRST_FINAL = 0x40;
    private static final int LAST_FINAL = 0x7e;
    private static final int LONGEST = 64;

    /** Short enough not to be felt, long enough for a sequence that a network tore apart. */
    private static final long SEQUENCE_MILLIS = 50;

    private final CharSource source;

    /** Create a decoder. */
    public KeyDecoder(CharSource source) {
        this.source = source;
    }

    /**
     * Return the next key; null when none came in time, or one that nobody knows.
     *
     * @throws EOFException when the terminal is gone
     */
    public @Nullable Key next(long timeoutMillis) throws IOException {
        int c = source.next(timeoutMillis);
        return switch (c) {
            case CharSource.NONE -> null;
            case CharSource.END -> throw new EOFException("the terminal is gone");
            case ESC -> escape();
            case '\r', '\n' -> Special.ENTER;
            case TAB -> Special.TAB;
            case DEL, BACKSPACE -> Special.BACKSPACE;
            default -> typed(c, false);
        };
    }

    private @Nullable Key typed(int c, boolean alt) throws IOException {
        if (!Character.isSurrogate((char) c)) {
            return new Key.Typed(c, alt);
        }
        int low = Character.isHighSurrogate((char) c) ? soon() : CharSource.NONE;
        boolean pair = low >= 0 && Character.isLowSurrogate((char) low);
        return pair ? new Key.Typed(Character.toCodePoint((char) c, (char) low), alt) : null;
    }

    private int soon() throws IOException {
        return source.next(SEQUENCE_MILLIS);
    }

    private @Nullable Key escape() throws IOException {
        int c = soon();
        return switch (c) {
            case CharSource.NONE, CharSource.END -> Special.ESCAPE;
            case ESC -> twice();
            case '[' -> control();
            case 'O' -> single(soon());
            case '\r', '\n' -> Special.ENTER;
            case DEL, BACKSPACE -> Special.BACKSPACE;
            default -> typed(c, true);
        };
    }

    /** Esc Esc is one Esc, as in mconf; rxvt sends it before the sequence of a key typed with Alt. */
    private @Nullable Key twice() throws IOException {
        int c = soon();
        if (c == '[') {
            return control();
        }
        return c == 'O' ? single(soon()) : Special.ESCAPE;
    }

    private static @Nullable Key single(int c) {
        return switch (c) {
            case 'P' -> Special.F1;
            case 'Q' -> Special.F2;
            case 'R' -> Special.F3;
            case 'S' -> Special.F4;
            case 'M' -> Special.ENTER;
            default -> letter(c);
        };
    }

    private static @Nullable Key letter(int c) {
        return switch (c) {
            case 'A' -> Special.UP;
            case 'B' -> Special.DOWN;
            case 'C' -> Special.RIGHT;
            case 'D' -> Special.LEFT;
            case 'H' -> Special.HOME;
            case 'F' -> Special.END;
            case 'Z' -> Special.BACK_TAB;
            default -> null;
        };
    }

    /** Read {@code ESC [ parameters final}. */
    private @Nullable Key control() throws IOException {
        StringBuilder parameters = new StringBuilder();
        while (parameters.length() < LONGEST) {
            int c = soon();
            if (c < 0) {
                return null;
            }
            if (c == '[' && parameters.isEmpty()) {
                return console(soon());
            }
            if (c >= FIRST_FINAL && c <= LAST_FINAL) {
                return finished(parameters.toString(), c);
            }
            parameters.append((char) c);
        }
        return null;
    }

    /** The Linux console sends {@code ESC [ [ A} to {@code E} for F1 to F5. */
    private static @Nullable Key console(int c) {
        return c >= 'A' && c <= 'E' ? Special.valueOf("F" + (c - 'A' + 1)) : null;
    }

    private @Nullable Key finished(String parameters, int last) throws IOException {
        if (parameters.startsWith("<")) {
            return mouse(parameters.substring(1).split(";"), last);
        }
        if (last == 'M' && parameters.isEmpty()) {
            return oldMouse();
        }
        if (last == '~' || last == '^' || last == '$') {
            return numbered(number(parameters.split(";")[0]));
        }
        Key key = letter(last);
        return key != null || parameters.isEmpty() ? key : single(last);
    }

    private static @Nullable Key numbered(int number) {
        return switch (number) {
            case 1, 7 -> Special.HOME;
            case 2 -> Special.INSERT;
            case 3 -> Special.DELETE;
            case 4, 8 -> Special.END;
            case 5 -> Special.PAGE_UP;
            case 6 -> Special.PAGE_DOWN;
            case 11, 12, 13, 14, 15 -> Special.valueOf("F" + (number - 10));
            case 17, 18, 19, 20, 21 -> Special.valueOf("F" + (number - 11));
            case 23, 24 -> Special.valueOf("F" + (number - 12));
            default -> null;
        };
    }

    private static int number(String text) {
        int value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || value > Short.MAX_VALUE) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return text.isEmpty() ? -1 : value;
    }

    private static @Nullable Key mouse(String[] fields, int last) {
        if (fields.length != 3 || last != 'M') {
            return null;
        }
        return action(number(fields[0]), number(fields[1]) - 1, number(fields[2]) - 1);
    }

    /** Read the three characters, each 32 more than what it means, that follow {@code ESC [ M}. */
    private @Nullable Key oldMouse() throws IOException {
        int button = soon() - ' ';
        int column = soon() - ' ' - 1;
        int row = soon() - ' ' - 1;
        return action(button, column, row);
    }

    private static @Nullable Key action(int button, int column, int row) {
        Mouse.Action action = switch (button) {
            case 0 -> Mouse.Action.CLICK;
            case 64 -> Mouse.Action.WHEEL_UP;
            case 65 -> Mouse.Action.WHEEL_DOWN;
            default -> null;
        };
        return action == null || row < 0 || column < 0 ? null : new Mouse(action, row, column);
    }
}
