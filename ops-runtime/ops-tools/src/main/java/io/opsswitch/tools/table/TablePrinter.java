/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.table;

import io.opsswitch.common.json.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Prints the tables of a program one after another. Widths count bytes of UTF-8, as the C programs' do: texts are
 * therefore held with one character for each byte (ISO 8859-1) until they are written. Used by one thread.
 */
public final class TablePrinter {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

    private final TableStyle style;
    private final OutputStream target;
    private final Clock clock;
    private boolean first = true;

    /** Create a printer that writes to this stream and takes timestamps from this clock. */
    public TablePrinter(TableStyle style, OutputStream target, Clock clock) {
        this.style = style;
        this.target = target;
        this.clock = clock;
    }

    /**
     * Print a table.
     *
     * @param timestamp whether to print the time above it
     * @throws IOException if the stream does not take it
     */
    public void print(OutputTable table, boolean timestamp) throws IOException {
        String time = timestamp ? TIME.format(Instant.now(clock)) : "";
        StringBuilder out = new StringBuilder();
        if (style.format() == TableStyle.Format.JSON) {
            out.append(bytes(JsonText.of(json(table, time), style.pretty()))).append('\n');
        } else {
            boolean html = style.format() == TableStyle.Format.HTML;
            if (!first && !html) {
                out.append('\n');
            }
            first = false;
            if (timestamp) {
                out.append(time).append('\n');
            }
            String caption = table.caption() == null ? "" : bytes(table.caption());
            if (table.caption() != null && !html) {
                out.append(caption).append('\n');
            }
            List<String> headings =
                    table.headings().stream().map(TablePrinter::bytes).toList();
            List<List<String>> rows = texts(table);
            switch (style.format()) {
                case TABLE -> columns(headings, rows, out);
                case LIST -> list(headings, rows, out);
                case CSV -> csv(headings, rows, out);
                default -> HtmlTable.print(caption, style.headings(), headings, rows, out);
            }
        }
        target.write(out.toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    private static String bytes(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
    }

    private List<List<String>> texts(OutputTable table) {
        List<List<String>> rows = new ArrayList<>(table.rows().size());
        for (List<Cell> row : table.rows()) {
            rows.add(row.stream().map(cell -> bytes(cell.toText(style))).toList());
        }
        return rows;
    }

    private void columns(List<String> headings, List<List<String>> rows, StringBuilder out) {
        int[] widths = new int[headings.size()];
        for (int x = 0; x < widths.length; x++) {
            for (List<String> row : rows) {
                widths[x] = Math.max(widths[x], row.get(x).length());
            }
            if (style.maxColumnWidth() > 0) {
                widths[x] = Math.min(widths[x], style.maxColumnWidth());
            }
            if (style.headings()) {
                widths[x] = Math.max(widths[x], headings.get(x).length());
            }
        }
        if (style.headings()) {
            line(headings, widths, out);
            List<String> rule = new ArrayList<>();
            for (int width : widths) {
                rule.add("-".repeat(width));
            }
            line(rule, widths, out);
        }
        for (List<String> row : rows) {
            line(row, widths, out);
        }
    }

    private static void line(List<String> cells, int[] widths, StringBuilder out) {
        int start = out.length();
        for (int x = 0; x < widths.length; x++) {
            String cell = cells.get(x);
            String shown = cell.length() > widths[x] ? cell.substring(0, widths[x]) : cell;
            out.append(x > 0 ? " " : "").append(shown).append(" ".repeat(widths[x] - shown.length()));
        }
        int end = out.length();
        while (end > start && out.charAt(end - 1) == ' ') {
            end--;
        }
        out.setLength(end);
        out.append('\n');
    }

    private void list(List<String> headings, List<List<String>> rows, StringBuilder out) {
        String separator = "";
        for (List<String> row : rows) {
            out.append(separator);
            for (int x = 0; x < headings.size(); x++) {
                if (style.headings()) {
                    out.append(String.format(Locale.ROOT, "%-20s: ", headings.get(x)));
                }
                out.append(row.get(x)).append('\n');
            }
            separator = "\n";
        }
    }

    private void csv(List<String> headings, List<List<String>> rows, StringBuilder out) {
        if (style.headings()) {
            csvLine(headings, out);
        }
        rows.forEach(row -> csvLine(row, out));
    }

    private static void csvLine(List<String> cells, StringBuilder out) {
        String separator = "";
        for (String cell : cells) {
            boolean quote = cell.indexOf('\n') >= 0 || cell.indexOf('"') >= 0 || cell.indexOf(',') >= 0;
            out.append(separator).append(quote ? '"' + cell.replace("\"", "\"\"") + '"' : cell);
            separator = ",";
        }
        out.append('\n');
    }

    private static Json json(OutputTable table, String time) {
        Json.Obj json = Json.object();
        if (table.caption() != null) {
            json.with("caption", Json.of(table.caption()));
        }
        if (!time.isEmpty()) {
            json.with("time", Json.of(time));
        }
        List<Json> rows = new ArrayList<>(table.rows().size());
        for (List<Cell> row : table.rows()) {
            rows.add(new Json.Arr(row.stream().map(Cell::toJson).toList()));
        }
        return json.with("headings", Json.strings(table.headings())).with("data", new Json.Arr(rows));
    }
}
