/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb;

/**
 * Lets equal short strings that come again and again (keys of maps, names of kinds) be one object in memory. What it
 * knows is bounded, and a newer string takes the place of an older one. Safe for use by several threads: at worst two of
 * them keep an object each.
 */
final class SharedStrings {

    private static final int MAX_LENGTH = 40;
    private static final String[] KNOWN = new String[1 << 13];

    private SharedStrings() {}

    /** Return a string that is equal to this one. */
    static String of(String text) {
        if (text.length() > MAX_LENGTH) {
            return text;
        }
        int hash = text.hashCode();
        int at = (hash ^ hash >>> 13) & KNOWN.length - 1;
        String known = KNOWN[at];
        if (text.equals(known)) {
            return known;
        }
        KNOWN[at] = text;
        return text;
    }
}
