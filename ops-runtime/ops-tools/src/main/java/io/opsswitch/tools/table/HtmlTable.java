/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.table;

import io.opsswitch.ovsdb.Atoms;
import java.util.List;

/** Tables in HTML: a row's {@code _uuid} is the target of links, and any other UUID is a link to its row. */
final class HtmlTable {

    private static final int UUID_LENGTH = 36;
    private static final int SHOWN = 8;

    private HtmlTable() {}

    static void print(
            String caption, boolean withHeadings, List<String> headings, List<List<String>> rows, StringBuilder out) {
        out.append("<table border=1>\n");
        if (!caption.isEmpty()) {
            cell("caption", caption, out);
        }
        if (withHeadings) {
            out.append("  <tr>\n");
            headings.forEach(heading -> cell("th", heading, out));
            out.append("  </tr>\n");
        }
        for (List<String> row : rows) {
            out.append("  <tr>\n");
            for (int x = 0; x < headings.size(); x++) {
                String text = row.get(x);
                if (headings.get(x).equals("_uuid")) {
                    out.append("    <td><a name=\"").append(escape(text)).append("\">");
                    out.append(escape(text.substring(0, Math.min(SHOWN, text.length()))))
                            .append("</a></td>\n");
                } else {
                    cell("td", text, out);
                }
            }
            out.append("  </tr>\n");
        }
        out.append("</table>\n");
    }

    private static void cell(String element, String text, StringBuilder out) {
        out.append("    <").append(element).append('>');
        int i = 0;
        while (i < text.length()) {
            int end = i + UUID_LENGTH;
            if (end <= text.length() && Atoms.parseUuid(text.substring(i, end)) != null) {
                out.append("<a href=\"#").append(text, i, end).append("\">");
                out.append(text, i, i + SHOWN).append("</a>");
                i = end;
            } else {
                out.append(escape(text.substring(i, i + 1)));
                i++;
            }
        }
        out.append("</").append(element).append(">\n");
    }

    private static String escape(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
