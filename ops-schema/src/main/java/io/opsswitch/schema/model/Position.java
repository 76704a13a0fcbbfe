/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.model;

/**
 * A place in a file.
 *
 * @param file the file's name as the user gave it
 * @param line from 1
 * @param column from 1, in characters
 */
public record Position(String file, int line, int column) {
    @Override
    public String toString() {
        return file + ":" + line + ":" + column;
    }
}
