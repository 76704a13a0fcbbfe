/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.edit;

/**
 * A symbol of which a fragment says what was said before already.
 *
 * @param name the name, with the prefix
 * @param fragment the name of the fragment's file
 * @param kind what became of it
 * @param before the line (or lines, with blanks between) that was there
 * @param after the line of the fragment
 */
public record Redefinition(String name, String fragment, Kind kind, String before, String after) {

    /** What a fragment does to a value that was given before. */
    public enum Kind {
        /** The fragment says something else, which counts from now on. */
        CHANGED,
        /** The fragment says the same. */
        REPEATED,
        /** The fragment says m, but y stays, as was asked for. */
        KEPT_BUILT_IN
    }
}
