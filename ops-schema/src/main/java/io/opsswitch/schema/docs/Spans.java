/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.docs;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/**
 * Finds where each element of an XML document begins and ends, in the order of their start tags.
 *
 * <p>Pruning cuts elements out of the text and leaves every other character as it is: comments, CDATA sections, entity
 * references and the author's line breaks would not survive a parser and a serializer. Parsers tell positions only
 * roughly, so the offsets come from this scan. It relies on a parser having accepted the document before, and then needs
 * to know little: markup begins with {@code <}, which can stand nowhere else, and a start tag ends at the first
 * {@code >} outside quotes.
 */
final class Spans {

    private final String text;
    private final List<Span> spans = new ArrayList<>();
    private final Deque<Integer> open = new ArrayDeque<>();

    private Spans(String text) {
        this.text = text;
    }

    /** Scan a well-formed document without DOCTYPE. */
    static List<Span> of(String text) {
        Spans scan = new Spans(text);
        int at = text.indexOf('<');
        while (at >= 0) {
            at = text.indexOf('<', scan.markup(at));
        }
        return scan.spans;
    }

    /** Pass the markup that begins at an offset, and return the offset behind it. */
    private int markup(int at) {
        if (text.startsWith("<!--", at)) {
            return behind("-->", at + 4);
        }
        if (text.startsWith("<![CDATA[", at)) {
            return behind("]]>", at);
        }
        if (text.startsWith("<?", at)) {
            return behind("?>", at);
        }
        if (text.startsWith("</", at)) {
            int end = behind(">", at);
            int index = open.pop();
            Span span = spans.get(index);
            spans.set(index, new Span(span.name(), span.start(), span.contentStart(), at, end));
            return end;
        }
        return startTag(at);
    }

    private int startTag(int at) {
        int nameEnd = at + 1;
        while (" \t\r\n/>".indexOf(text.charAt(nameEnd)) < 0) {
            nameEnd++;
        }
        int i = nameEnd;
        while (text.charAt(i) != '>') {
            char c = text.charAt(i);
            i = c == '"' || c == '\'' ? text.indexOf(c, i + 1) + 1 : i + 1;
        }
        int end = i + 1;
        spans.add(new Span(text.substring(at + 1, nameEnd), at, end, end, end));
        if (text.charAt(i - 1) != '/') {
            open.push(spans.size() - 1);
        }
        return end;
    }

    private int behind(String mark, int from) {
        return text.indexOf(mark, from) + mark.length();
    }
}
