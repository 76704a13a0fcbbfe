/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

/**
 * A place in a text file.
 *
 * @param file the name under which the file was opened (for a sourced file, the text of the {@code source} statement)
 * @param line counted from 1; 0 when the whole file is meant
 * @param column counted from 1; 0 when unknown
 */
public record SourceLocation(String file, int line, int column) {

    /** Create a location whose column is unknown. */
    public SourceLocation(String file, int line) {
        this(file, line, 0);
    }

    /** Return {@code FILE:LINE}, the form of the C tools, or {@code FILE} when the line is 0. */
    @Override
    public String toString() {
        return line == 0 ? file : file + ":" + line;
    }
}
