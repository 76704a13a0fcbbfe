/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.screen;

/**
 * How text looks.
 *
 * @param foreground a colour
 * @param background a colour
 * @param bold whether it is bold
 * @param underline whether it is underlined
 * @param standout whether the colours are swapped
 */
public record Look(int foreground, int background, boolean bold, boolean underline, boolean standout) {

    /** The colour that the terminal has by itself; others are 0 to 255, or {@link #RGB} plus 0xRRGGBB. */
    public static final int DEFAULT = -1;

    /** Marks a colour that is given by its red, green and blue parts. */
    public static final int RGB = 1 << 24;

    /** Text without any attribute. */
    public static final Look PLAIN = new Look(DEFAULT, DEFAULT, false, false, false);

    /** Return the same with the terminal's own colours. */
    public Look withoutColours() {
        return new Look(DEFAULT, DEFAULT, bold, underline, standout);
    }
}
