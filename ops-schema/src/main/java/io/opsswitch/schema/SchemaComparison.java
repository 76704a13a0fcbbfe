/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.opsswitch.schema.diff.Change;
import io.opsswitch.schema.diff.SchemaDiff;
import io.opsswitch.schema.json.JsonText;
import io.opsswitch.schema.json.SchemaReader;
import io.opsswitch.schema.model.ExtSchema;
import io.opsswitch.schema.model.SourceText;
import io.opsswitch.schema.prune.SchemaPruner;
import io.opsswitch.schema.prune.Selection;
import io.opsswitch.schema.sanitize.Sanitizer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * What differs between two schemas of one database, and what that means for a database with data.
 *
 * @param before the old schema's name, version and checksum, for people
 * @param after the new one's
 * @param changes what differs, in the order of the old schema
 * @param needsConversion whether a database with the old schema must be converted: they differ in anything a server knows,
 *     be it only the version
 * @param lossless whether every database with the old schema can be converted without losing anything
 */
public record SchemaComparison(
        String before, String after, List<Change> changes, boolean needsConversion, boolean lossless) {

    public SchemaComparison {
        changes = List.copyOf(changes);
    }

    /** Compare two files, each an ovsschema or an extschema; tags in them are ignored. */
    public static SchemaComparison of(Path before, Path after) throws SchemaException {
        return of(read(SourceText.read(before)), read(SourceText.read(after)));
    }

    /** Compare two results of builds. */
    public static SchemaComparison of(SchemaBuild.Result before, SchemaBuild.Result after) throws SchemaException {
        return of(read(text(before)), read(text(after)));
    }

    private static SourceText text(SchemaBuild.Result result) {
        return new SourceText(result.name(), new String(result.extschema(), StandardCharsets.UTF_8));
    }

    private static ExtSchema read(SourceText text) throws SchemaException {
        return SchemaPruner.prune(SchemaReader.read(text), Selection.of(null)).schema();
    }

    private static SchemaComparison of(ExtSchema before, ExtSchema after) {
        List<Change> changes = SchemaDiff.compare(before, after);
        Sanitizer.OvsSchema old = Sanitizer.sanitize(before);
        Sanitizer.OvsSchema now = Sanitizer.sanitize(after);
        return new SchemaComparison(
                describe(before, old),
                describe(after, now),
                changes,
                !old.text().equals(now.text()),
                before.name().equals(after.name())
                        && changes.stream().allMatch(change -> change.effect().isSafe()));
    }

    private static String describe(ExtSchema schema, Sanitizer.OvsSchema ovsschema) {
        return schema.name() + " " + schema.version() + " (cksum " + ovsschema.cksum() + ")";
    }

    /** Say it for people: a line for each change, and the two answers. */
    public List<String> lines() {
        List<String> lines = new ArrayList<>();
        lines.add(before + " -> " + after);
        changes.forEach(change -> lines.add(change.toString()));
        lines.add("needs conversion: " + (needsConversion ? "yes" : "no"));
        if (needsConversion) {
            long unsafe =
                    changes.stream().filter(change -> !change.effect().isSafe()).count();
            lines.add("converts any data without loss: "
                    + (lossless
                            ? "yes"
                            : unsafe == 0
                                    ? "no (it is another database)"
                                    : "no (" + unsafe + " of the changes above)"));
        }
        return lines;
    }

    /** Say it for programs: one JSON object. */
    public String json() {
        ObjectNode node = JsonNodeFactory.instance.objectNode();
        node.put("before", before);
        node.put("after", after);
        node.put("needsConversion", needsConversion);
        node.put("lossless", lossless);
        ArrayNode list = node.putArray("changes");
        for (Change change : changes) {
            ObjectNode item = list.addObject();
            item.put("sort", lower(change.sort()));
            item.put("table", change.table());
            item.put("column", change.column());
            item.put("what", change.what());
            item.put("effect", lower(change.effect()));
        }
        return JsonText.pretty(node);
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
