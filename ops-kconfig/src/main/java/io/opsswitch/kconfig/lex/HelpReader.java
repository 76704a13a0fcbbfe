/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lex;

/**
 * Reads a help text: all lines indented at least as far as the first one, and blank ones.
 *
 * <p>Tabs count to the next multiple of eight. What remains behind the text is left to the lexer; when a line is
 * indented less, its indentation is already consumed.
 */
final class HelpReader {

    private static final int TAB = 8;
    private static final int USUAL_LENGTH = 512;

    private HelpReader() {}

    static String read(SourceFile file) {
        StringBuilder help = new StringBuilder(USUAL_LENGTH);
        int indent = 0;
        while (!file.atEnd()) {
            int column = skipIndent(file);
            int end = file.endOfLine();
            if (end > file.position) {
                if (indent > 0 && column < indent) {
                    return help.toString();
                }
                if (indent == 0) {
                    indent = column;
                }
                for (int i = indent; i < column; i++) {
                    help.append(' ');
                }
                appendTrimmed(help, file, end);
            }
            if (endsBefore(file)) {
                return help.toString();
            }
            help.append('\n');
        }
        return help.toString();
    }

    private static int skipIndent(SourceFile file) {
        int column = 0;
        while (!file.atEnd() && Lexer.isBlank(file.text[file.position])) {
            column = file.text[file.position] == '\t' ? (column / TAB + 1) * TAB : column + 1;
            file.position++;
        }
        // A blank line at the end of the file has nothing after its indentation.
        return column;
    }

    private static void appendTrimmed(StringBuilder help, SourceFile file, int end) {
        int last = end;
        while (last > file.position && isTrailing(file.text[last - 1])) {
            last--;
        }
        help.append(file.text, file.position, last - file.position);
        file.position = end;
    }

    private static boolean isTrailing(char c) {
        return Lexer.isBlank(c) || c == '\r';
    }

    /** Consume the line feed; tell whether the text ends with it, because the next line starts without indentation. */
    private static boolean endsBefore(SourceFile file) {
        if (file.atEnd()) {
            return true;
        }
        file.newLine();
        if (file.atEnd()) {
            return false;
        }
        char next = file.text[file.position];
        return !Lexer.isBlank(next) && next != '\n' && next != '\r';
    }
}
