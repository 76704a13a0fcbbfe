/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.input;

/** Something that the user did on the keyboard or with the mouse. */
public sealed interface Key {

    /**
     * A character.
     *
     * @param codePoint the character; below 32 for one typed with Ctrl
     * @param alt whether Alt was held
     */
    record Typed(int codePoint, boolean alt) implements Key {}

    /** A key that stands for no character. */
    enum Special implements Key {
        UP,
        DOWN,
        LEFT,
        RIGHT,
        HOME,
        END,
        PAGE_UP,
        PAGE_DOWN,
        INSERT,
        DELETE,
        BACKSPACE,
        ENTER,
        TAB,
        BACK_TAB,
        ESCAPE,
        F1,
        F2,
        F3,
        F4,
        F5,
        F6,
        F7,
        F8,
        F9,
        F10,
        F11,
        F12
    }

    /**
     * Something done with the mouse.
     *
     * @param action what
     * @param row counted from 0
     * @param column counted from 0
     */
    record Mouse(Action action, int row, int column) implements Key {

        /** What was done. */
        public enum Action {
            /** The left button went down. */
            CLICK,
            WHEEL_UP,
            WHEEL_DOWN
        }
    }

    /** Return the key for a character without Alt. */
    static Key of(int codePoint) {
        return new Typed(codePoint, false);
    }

    /** Return the key for a letter with Ctrl. */
    static Key ctrl(char letter) {
        return new Typed(letter & 0x1f, false);
    }

    /** Tell whether this is a character typed without Alt. */
    default boolean is(int codePoint) {
        return this instanceof Typed typed && typed.codePoint == codePoint && !typed.alt;
    }

    /** Tell whether this is a letter typed with Ctrl. */
    default boolean isCtrl(char letter) {
        return is(letter & 0x1f);
    }
}
