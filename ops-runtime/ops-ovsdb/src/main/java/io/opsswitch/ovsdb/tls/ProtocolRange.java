/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.tls;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The TLS versions that a connection may have, as {@code --ssl-protocols} gives them: {@code X+}, {@code X-Y}, or a list
 * with commas, spaces or tabs. A list counts as the range from its lowest to its highest member.
 */
record ProtocolRange(int min, int max, boolean orLater) {

    private static final List<String> NAMES = List.of("TLSv1.2", "TLSv1.3");

    static final ProtocolRange DEFAULT = new ProtocolRange(0, NAMES.size() - 1, true);

    static ProtocolRange parse(String text) throws TlsException {
        Set<String> words = new LinkedHashSet<>();
        boolean orLater = text.endsWith("+");
        int dash = text.indexOf('-');
        if (orLater) {
            words.add(text.substring(0, text.length() - 1));
        } else if (dash >= 0) {
            words.add(text.substring(0, dash));
            words.add(text.substring(dash + 1));
        } else {
            words.addAll(List.of(text.split("[ ,\t]+")));
            words.remove("");
        }
        if (words.isEmpty()) {
            throw new TlsException("SSL/TLS protocol settings invalid");
        }
        int min = NAMES.size();
        int max = -1;
        for (String word : words) {
            int index = NAMES.indexOf(word);
            if (index < 0) {
                throw new TlsException(word + ": SSL/TLS protocol not recognized");
            }
            min = Math.min(min, index);
            max = Math.max(max, index);
        }
        return new ProtocolRange(min, orLater ? NAMES.size() - 1 : max, orLater);
    }

    /** Return the names that JSSE knows the versions by. */
    List<String> names() {
        return NAMES.subList(min, max + 1);
    }

    @Override
    public String toString() {
        return NAMES.get(min) + (orLater ? " or later" : " - " + NAMES.get(max));
    }
}
