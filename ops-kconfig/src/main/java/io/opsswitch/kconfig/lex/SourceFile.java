/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lex;

import org.jspecify.annotations.Nullable;

/** A file being read, and the reading position in it; linked to the file that sourced it. Owned by one lexer. */
public final class SourceFile {

    final String name;
    final char[] text;
    final @Nullable SourceFile includer;
    /** Line of the {@code source} statement in {@link #includer}. */
    final int includerLine;

    /** The file that the same statement opens next, or null. */
    @Nullable
    SourceFile sibling;

    int position;
    int line = 1;
    int lineStart;

    SourceFile(String name, char[] text, @Nullable SourceFile includer, int includerLine) {
        this.name = name;
        this.text = text;
        this.includer = includer;
        this.includerLine = includerLine;
    }

    /** Return the name under which the file was sourced. */
    public String name() {
        return name;
    }

    /** Return the file whose {@code source} statement opened this one, or null for the first file. */
    public @Nullable SourceFile includer() {
        return includer;
    }

    /** Return the line of that statement. */
    public int includerLine() {
        return includerLine;
    }

    boolean atEnd() {
        return position >= text.length;
    }

    /** Move behind the line feed at the position. */
    void newLine() {
        position++;
        line++;
        lineStart = position;
    }

    /** Return the index of the next line feed, or of the end of the file. */
    int endOfLine() {
        int end = position;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        return end;
    }
}
