/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;

/** Writes features as a table for a terminal, as CSV (RFC 4180) or as JSON. */
public final class FeatureTable {

    private static final List<String> HEADER =
            List.of("FEATURE", "STATE", "SIZE", "ARTIFACT", "SCHEMA", "TESTS", "WHY");

    private FeatureTable() {}

    /**
     * Return a table with numbers of schema entities and tests, and the reason that decides.
     *
     * @param detailed whether the rest of the reasons, the entities and the tests follow each row
     */
    public static List<String> text(List<FeatureRow> rows, boolean detailed) {
        List<List<String>> cells = new ArrayList<>();
        cells.add(HEADER);
        for (FeatureRow row : rows) {
            cells.add(List.of(
                    row.symbol(),
                    row.state().word(),
                    Bytes.text(row.bytes()),
                    shortArtifact(row.artifact()),
                    count(row.schema()),
                    count(row.tests()),
                    row.reason()));
        }
        int[] widths = new int[HEADER.size()];
        for (List<String> line : cells) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], line.get(i).length());
            }
        }
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < cells.size(); i++) {
            lines.add(line(cells.get(i), widths));
            if (detailed && i > 0) {
                FeatureRow row = rows.get(i - 1);
                row.why().stream().skip(1).forEach(why -> lines.add("    why:    " + why));
                row.schema().forEach(entity -> lines.add("    schema: " + entity));
                row.tests().forEach(test -> lines.add("    test:   " + test));
            }
        }
        return lines;
    }

    /** Return the rows as CSV, lists separated by line feeds inside their field. */
    public static List<String> csv(List<FeatureRow> rows) {
        List<String> lines = new ArrayList<>();
        lines.add("symbol,title,state,artifact,bytes,shared,schema,tests,why");
        for (FeatureRow row : rows) {
            lines.add(String.join(
                    ",",
                    row.symbol(),
                    field(row.title()),
                    row.state().word(),
                    field(row.artifact()),
                    number(row.bytes()),
                    number(row.shared()),
                    field(String.join("\n", row.schema())),
                    field(String.join("\n", row.tests())),
                    field(String.join("\n", row.why()))));
        }
        return lines;
    }

    /** Return the rows as JSON: an object with the platform and an array of features. */
    public static List<String> json(String platform, List<FeatureRow> rows) throws JsonProcessingException {
        ObjectMapper mapper = new ObjectMapper();
        ObjectNode root = mapper.createObjectNode();
        root.put("platform", platform);
        ArrayNode features = root.putArray("features");
        for (FeatureRow row : rows) {
            ObjectNode feature = features.addObject();
            feature.put("symbol", row.symbol());
            feature.put("title", row.title());
            feature.put("state", row.state().word());
            feature.put("artifact", row.artifact());
            if (row.bytes() >= 0) {
                feature.put("bytes", row.bytes());
                feature.put("shared", row.shared());
            }
            add(feature.putArray("schema"), row.schema());
            add(feature.putArray("tests"), row.tests());
            add(feature.putArray("why"), row.why());
        }
        DefaultPrettyPrinter printer = new DefaultPrettyPrinter();
        DefaultIndenter indenter = new DefaultIndenter("  ", "\n");
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return mapper.writer(printer).writeValueAsString(root).lines().toList();
    }

    private static void add(ArrayNode array, List<String> texts) {
        texts.forEach(array::add);
    }

    private static String line(List<String> cells, int[] widths) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < widths.length; i++) {
            text.append(cells.get(i)).append(" ".repeat(widths[i] - cells.get(i).length() + 2));
        }
        return text.toString().stripTrailing();
    }

    private static String shortArtifact(String artifact) {
        String[] parts = artifact.split(":");
        return parts.length < 2 ? artifact : parts[1];
    }

    private static String count(List<String> list) {
        return list.isEmpty() ? "-" : Integer.toString(list.size());
    }

    private static String number(long value) {
        return value < 0 ? "" : Long.toString(value);
    }

    private static String field(String text) {
        return text.matches("[^\",\r\n]*") ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
