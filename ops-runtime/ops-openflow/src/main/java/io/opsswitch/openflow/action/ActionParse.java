/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OfNames;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.field.PortText;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/** What the parsers of actions share: names, the actions read so far, how deep they are in others. */
final class ActionParse {

    final OfNames names;
    final int depth;
    final List<OfpAct> out = new ArrayList<>();

    ActionParse(OfNames names, int depth) {
        this.names = names;
        this.depth = depth;
    }

    void add(OfpAct action) {
        out.add(action);
    }

    int port(String text, String message) {
        int port = PortText.parse(text, names);
        if (port < 0) {
            throw new OfSyntaxException(message);
        }
        return port;
    }

    int table(String text, String message) {
        int table = PortText.parseTable(text, names);
        if (table < 0) {
            throw new OfSyntaxException(message);
        }
        return table;
    }

    /** What C's atoi makes of a text: the number at its front, 0 if there is none. */
    static int atoi(String text) {
        int end = 0;
        while (end < text.length() && end < 10 && Character.isDigit(text.charAt(end))) {
            end++;
        }
        return end == 0 ? 0 : (int) Long.parseLong(text.substring(0, end));
    }

    /**
     * Read bytes of two hexadecimal digits each, with dots or blanks between them as one likes.
     *
     * @throws OfSyntaxException with a message if there is anything else
     */
    static byte[] hexBytes(String text, String message) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        int at = 0;
        while (true) {
            while (at < text.length() && " .\t\r\n".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            if (at == text.length()) {
                return bytes.toByteArray();
            }
            int high = Character.digit(text.charAt(at), 16);
            int low = at + 1 < text.length() ? Character.digit(text.charAt(at + 1), 16) : -1;
            if (high < 0 || low < 0) {
                throw new OfSyntaxException(message);
            }
            bytes.write(high << 4 | low);
            at += 2;
        }
    }
}
