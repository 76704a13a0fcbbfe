/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.check;

import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaProblem.Kind;
import io.opsswitch.schema.model.Position;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.SourceText;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The entities that clients need on every platform and that therefore may not be tagged.
 *
 * @param entries in the order of the file
 */
public record Untaggable(List<Entry> entries) {

    private static final Pattern LINE = Pattern.compile("(\\w+)(?:\\.(\\w+))?");

    /**
     * A line of the list: a table, or a column of one.
     *
     * @param column null when the line names the table itself; its columns may still be tagged
     */
    public record Entry(String table, @Nullable String column, Position position) {}

    /** A list without entries. */
    public static final Untaggable NOTHING = new Untaggable(List.of());

    public Untaggable {
        entries = List.copyOf(entries);
    }

    /** Read a list: {@code Table} or {@code Table.column} a line, {@code #} begins a comment. */
    public static Untaggable read(SourceText source) throws SchemaException {
        Problems problems = new Problems();
        List<Entry> entries = new ArrayList<>();
        String[] lines = source.text().split("\n", -1);
        for (int i = 0; i < lines.length; i++) {
            String line = lines[i].replaceFirst("#.*", "");
            String name = line.strip();
            if (name.isEmpty()) {
                continue;
            }
            Position position = new Position(source.file(), i + 1, line.indexOf(name) + 1);
            Matcher matcher = LINE.matcher(name);
            if (matcher.matches()) {
                entries.add(new Entry(matcher.group(1), matcher.group(2), position));
            } else {
                problems.error(
                        Kind.FORM,
                        position,
                        Problems.Subject.DATABASE,
                        "\"" + name + "\" names no table or column",
                        "write Table or Table.column, one a line");
            }
        }
        problems.throwIfAny();
        return new Untaggable(entries);
    }
}
