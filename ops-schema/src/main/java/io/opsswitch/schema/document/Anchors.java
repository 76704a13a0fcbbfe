/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.document;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Names of pages and of places in them. */
final class Anchors {

    private Anchors() {}

    static String page(String table) {
        return "table-" + table + ".html";
    }

    static String of(String column, @Nullable String key) {
        return column + (key == null || key.isEmpty() ? "" : "-" + safe(key));
    }

    /** Keys may hold anything; in an address only letters, digits and a few signs stand for themselves. */
    private static String safe(String key) {
        StringBuilder text = new StringBuilder();
        for (byte b : key.getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c < 128 && (Character.isLetterOrDigit(c) || c == '-' || c == '_')) {
                text.append(c);
            } else {
                text.append('.').append(Integer.toHexString(c));
            }
        }
        return text.toString();
    }
}
