/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.document;

import io.opsswitch.schema.document.Links.Link;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Draws tables and their references as SVG, for a page that has the style: boxes are links to the tables' pages, weak
 * references are dashed. All coordinates are whole numbers, so that every machine draws the same bytes.
 */
final class Picture {

    private static final int CHARACTER = 8;
    private static final int BOX_HEIGHT = 28;
    private static final int GAP = 24;
    private static final int LAYER = 96;
    private static final int MARGIN = 12;
    private static final int MOST_IN_A_ROW = 7;

    private record Box(int x, int y, int width) {
        int middle() {
            return x + width / 2;
        }
    }

    private final Map<String, Box> boxes = new LinkedHashMap<>();
    private final StringBuilder lines = new StringBuilder();
    private int width;
    private int height;

    private Picture() {}

    /** Draw all tables of a database; the lines have their columns as tooltips. */
    static String ofDatabase(List<String> tables, List<Link> links) {
        Picture picture = new Picture();
        int y = MARGIN;
        for (List<String> layer : Layers.of(tables, links)) {
            for (int from = 0; from < layer.size(); from += MOST_IN_A_ROW) {
                picture.row(layer.subList(from, Math.min(layer.size(), from + MOST_IN_A_ROW)), y);
                y += from + MOST_IN_A_ROW < layer.size() ? BOX_HEIGHT + GAP : LAYER;
            }
        }
        picture.centre();
        for (Link link : links) {
            picture.line(link);
        }
        return picture.svg("Tables of the database and their references", "");
    }

    /** Draw a table between those that refer to it and those that it refers to; the lines have their columns beside. */
    static String ofTable(String table, List<Link> links) {
        List<Link> in = links.stream()
                .filter(link -> link.to().equals(table) && !link.from().equals(table))
                .toList();
        List<Link> out = links.stream()
                .filter(link -> link.from().equals(table) && !link.to().equals(table))
                .toList();
        if (in.isEmpty() && out.isEmpty()) {
            return "";
        }
        Picture picture = new Picture();
        int label = longest(in, out) * CHARACTER + 2 * GAP;
        int rows = Math.max(1, Math.max(in.size(), out.size()));
        int step = BOX_HEIGHT + GAP;
        int left = MARGIN
                + in.stream().mapToInt(link -> boxWidth(link.from())).max().orElse(0);
        int centreX = in.isEmpty() ? MARGIN : left + label;
        int centreY = MARGIN + (rows - 1) * step / 2;
        Box centre = new Box(centreX, centreY, boxWidth(table));
        picture.boxes.put(table, centre);
        StringBuilder neighbours = new StringBuilder();
        for (int i = 0; i < in.size(); i++) {
            Link link = in.get(i);
            int y = MARGIN + (rows - in.size()) * step / 2 + i * step;
            Box box = new Box(left - boxWidth(link.from()), y, boxWidth(link.from()));
            neighbours.append(box(link.from(), box, ""));
            picture.sideways(link, box, centre, box.x() + box.width() + GAP / 2, y);
        }
        int right = centreX + centre.width() + label;
        for (int i = 0; i < out.size(); i++) {
            Link link = out.get(i);
            int y = MARGIN + (rows - out.size()) * step / 2 + i * step;
            Box box = new Box(right, y, boxWidth(link.to()));
            neighbours.append(box(link.to(), box, ""));
            picture.sideways(link, centre, box, right - label + GAP, y);
            picture.width = Math.max(picture.width, right + box.width() + MARGIN);
        }
        picture.width = Math.max(picture.width, centreX + centre.width() + MARGIN);
        picture.height = MARGIN + rows * step;
        return picture.svg("Table " + table + " and its neighbours", neighbours.toString(), table);
    }

    private static int longest(List<Link> in, List<Link> out) {
        Set<Link> all = new LinkedHashSet<>(in);
        all.addAll(out);
        return all.stream().mapToInt(link -> link.label().length()).max().orElse(0);
    }

    private static int boxWidth(String table) {
        return table.length() * CHARACTER + 2 * MARGIN;
    }

    private void row(List<String> tables, int y) {
        int x = MARGIN;
        for (String table : tables) {
            Box box = new Box(x, y, boxWidth(table));
            boxes.put(table, box);
            x += box.width() + GAP;
        }
        width = Math.max(width, x - GAP + MARGIN);
        height = y + BOX_HEIGHT + MARGIN;
    }

    /** Move each row to the middle. */
    private void centre() {
        Map<Integer, Integer> ends = new LinkedHashMap<>();
        boxes.values().forEach(box -> ends.merge(box.y(), box.x() + box.width() + MARGIN, Math::max));
        boxes.replaceAll((table, box) ->
                new Box(box.x() + (width - ends.getOrDefault(box.y(), width)) / 2, box.y(), box.width()));
    }

    private void line(Link link) {
        Box from = boxes.get(link.from());
        Box to = boxes.get(link.to());
        if (from == null || to == null || link.from().equals(link.to())) {
            return;
        }
        boolean down = to.y() > from.y();
        int y1 = down ? from.y() + BOX_HEIGHT : from.y();
        int y2 = down ? to.y() : to.y() + BOX_HEIGHT;
        if (to.y() == from.y()) {
            y2 = to.y();
            y1 = from.y();
        }
        int bend = to.y() == from.y() ? -GAP : (y2 - y1) / 2;
        path(
                link,
                "M" + from.middle() + " " + y1 + " C" + from.middle() + " " + (y1 + bend) + " " + to.middle() + " "
                        + (to.y() == from.y() ? y2 + bend : y2 - bend) + " " + to.middle() + " " + y2);
    }

    private void sideways(Link link, Box from, Box to, int labelX, int labelY) {
        int x1 = from.x() + from.width();
        int y1 = from.y() + BOX_HEIGHT / 2;
        int y2 = to.y() + BOX_HEIGHT / 2;
        int bend = (to.x() - x1) / 2;
        path(
                link,
                "M" + x1 + " " + y1 + " C" + (x1 + bend) + " " + y1 + " " + (to.x() - bend) + " " + y2 + " " + to.x()
                        + " " + y2);
        lines.append("<text class=\"label\" x=\"" + labelX + "\" y=\"" + (labelY + BOX_HEIGHT / 2 - 4) + "\">")
                .append(HtmlProse.escape(link.label()))
                .append("</text>\n");
    }

    private void path(Link link, String data) {
        lines.append("<path class=\"" + (link.weak() ? "weak" : "strong") + "\" marker-end=\"url(#arrow)\" d=\"")
                .append(data)
                .append("\"><title>")
                .append(HtmlProse.escape(
                        link.from() + "." + link.label() + (link.weak() ? ", weak" : "") + ": " + link.to()))
                .append("</title></path>\n");
    }

    private static String box(String table, Box box, String sort) {
        return "<a href=\"" + Anchors.page(table) + "\"><rect class=\"box" + sort + "\" x=\"" + box.x() + "\" y=\""
                + box.y() + "\" width=\"" + box.width() + "\" height=\"" + BOX_HEIGHT + "\" rx=\"4\"/><text x=\""
                + box.middle() + "\" y=\"" + (box.y() + BOX_HEIGHT / 2 + 5) + "\">" + HtmlProse.escape(table)
                + "</text></a>\n";
    }

    private String svg(String title, String more, String... own) {
        List<String> marked = List.of(own);
        StringBuilder all = new StringBuilder();
        new ArrayList<>(boxes.keySet())
                .forEach(table -> all.append(
                        box(table, boxes.getOrDefault(table, new Box(0, 0, 0)), marked.contains(table) ? " own" : "")));
        return "<svg role=\"img\" viewBox=\"0 0 " + width + " " + height + "\" width=\"" + width + "\" height=\""
                + height
                + "\"><title>" + HtmlProse.escape(title) + "</title>\n"
                + "<defs><marker id=\"arrow\" viewBox=\"0 0 8 8\" refX=\"8\" refY=\"4\" markerWidth=\"7\""
                + " markerHeight=\"7\" orient=\"auto\"><path d=\"M0 0 L8 4 L0 8 z\"/></marker></defs>\n" + lines + all
                + more + "</svg>\n";
    }
}
