/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.idl;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** A Java source being written: indents, wraps at 120 characters, and imports what is used. Used by one thread. */
final class JavaFile {

    private static final int WIDTH = 120;
    private static final String CLIENT = "io.opsswitch.ovsdb.client.";

    private static final Map<String, String> IMPORTS = new TreeMap<>(Map.ofEntries(
            Map.entry(CLIENT + "Replica", "Replica"),
            Map.entry(CLIENT + "ReplicaRow", "ReplicaRow"),
            Map.entry(CLIENT + "typed.RowEditor", "RowEditor"),
            Map.entry(CLIENT + "typed.RowReference", "RowReference"),
            Map.entry(CLIENT + "typed.RowType", "RowType"),
            Map.entry(CLIENT + "typed.TypedRow", "TypedRow"),
            Map.entry(CLIENT + "typed.TypedTransaction", "TypedTransaction"),
            Map.entry("java.util.Collection", "Collection"),
            Map.entry("java.util.List", "List"),
            Map.entry("java.util.Map", "Map"),
            Map.entry("java.util.Objects", "Objects"),
            Map.entry("java.util.Set", "Set"),
            Map.entry("java.util.UUID", "UUID"),
            Map.entry("org.jspecify.annotations.Nullable", "Nullable"),
            Map.entry("org.jspecify.annotations.NullMarked", "NullMarked")));

    private final List<String> body = new ArrayList<>();
    private int depth;

    /** Add a line, broken behind commas where it is too long; one with a literal stays whole. */
    void line(String text) {
        String indent = "    ".repeat(depth);
        String rest = text;
        while (indent.length() + rest.length() > WIDTH && text.indexOf('"') < 0) {
            int end = breakIn(rest, WIDTH - indent.length());
            if (end <= 0) {
                break;
            }
            body.add(indent + rest.substring(0, end).stripTrailing());
            rest = rest.substring(end).stripLeading();
            indent = "    ".repeat(depth + 2);
        }
        body.add(indent + rest);
    }

    /** Return the end of what fits into a line: behind a parenthesis, or behind a comma in it. */
    private static int breakIn(String text, int room) {
        int comma = 0;
        int parenthesis = 0;
        int angles = 0;
        for (int i = 0; i < Math.min(room, text.length() - 1); i++) {
            char c = text.charAt(i);
            angles += c == '<' ? 1 : c == '>' ? -1 : 0;
            comma = c == ',' && angles == 0 ? i + 1 : comma;
            parenthesis = c == '(' && parenthesis == 0 ? i + 1 : parenthesis;
        }
        boolean restFits = parenthesis > 0 && text.length() - parenthesis + 2 * "    ".length() <= room;
        return restFits || comma == 0 ? parenthesis : comma;
    }

    /** Add a call that ends a statement, in one line or with a line for each argument. */
    void elements(String call, List<String> arguments) {
        String single = call + String.join(", ", arguments) + ");";
        if (single.length() + depth * "    ".length() <= WIDTH) {
            line(single);
            return;
        }
        line(call);
        for (int i = 0; i < arguments.size(); i++) {
            line("        " + arguments.get(i) + (i + 1 < arguments.size() ? "," : ");"));
        }
    }

    void blank() {
        body.add("");
    }

    /** Add the first line of a block, and indent what follows. */
    void open(String text) {
        line(text + " {");
        depth++;
    }

    void close() {
        depth--;
        line("}");
    }

    /** Add a method of one statement, with an empty line before it. */
    void method(String javadoc, String signature, String statement) {
        blank();
        javadoc(javadoc);
        open(signature);
        line(statement);
        close();
    }

    /** Add a method of an editor, which returns the editor. */
    void chained(String javadoc, String signature, String statement) {
        blank();
        javadoc(javadoc);
        open(signature);
        line(statement);
        line("return this;");
        close();
    }

    /** Add a Javadoc comment; paragraphs are divided by empty lines. */
    void javadoc(String text) {
        String indent = "    ".repeat(depth);
        String single = indent + "/** " + text + " */";
        if (single.length() <= WIDTH && !text.contains("\n")) {
            body.add(single);
            return;
        }
        body.add(indent + "/**");
        String[] paragraphs = text.split("\n\n");
        for (int i = 0; i < paragraphs.length; i++) {
            if (i > 0) {
                body.add(indent + " *");
            }
            fill(indent, (i > 0 ? "<p>" : "") + paragraphs[i]);
        }
        body.add(indent + " */");
    }

    private void fill(String indent, String text) {
        StringBuilder line = new StringBuilder();
        for (String word : text.split("\\s+")) {
            if (line.length() > 0 && indent.length() + " * ".length() + line.length() + 1 + word.length() > WIDTH) {
                body.add(indent + " * " + line);
                line.setLength(0);
            }
            line.append(line.length() == 0 ? "" : " ").append(word);
        }
        body.add(indent + " * " + line);
    }

    /** Return the source: what was added, behind the package and the imports that it needs. */
    String text(String header, String packageName) {
        StringBuilder code = new StringBuilder();
        for (String line : body) {
            if (!line.strip().startsWith("*") && !line.strip().startsWith("/**")) {
                code.append(line).append('\n');
            }
        }
        StringBuilder out =
                new StringBuilder(header).append("package ").append(packageName).append(";\n\n");
        IMPORTS.forEach((qualified, simple) -> {
            if (Pattern.compile("(?<![.\"\\w])" + simple + "\\b").matcher(code).find()) {
                out.append("import ").append(qualified).append(";\n");
            }
        });
        out.append('\n');
        body.forEach(line -> out.append(line).append('\n'));
        return out.toString();
    }
}
