/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

/** The text of a match or of actions is wrong; the message says where, what was found and what was expected. */
public final class FlowTextException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int column;

    FlowTextException(int column, String message) {
        super("column " + column + ": " + message);
        this.column = column;
    }

    /** Return where the text is wrong: the number of the character, from 1. */
    public int column() {
        return column;
    }
}
