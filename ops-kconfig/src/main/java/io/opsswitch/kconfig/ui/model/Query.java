/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.model;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/** What the user searches for: regular expressions between blanks, all of which a name or prompt must contain. */
final class Query {

    private final List<Pattern> patterns = new ArrayList<>();
    private final String first;

    /**
     * Read a query.
     *
     * @param prefix what names start with, which the user may write or not
     * @throws PatternSyntaxException when a word is no regular expression
     */
    Query(String text, String prefix) {
        List<String> words = new ArrayList<>();
        for (String word : text.strip().split("\\s+")) {
            words.add(withoutPrefix(word, prefix));
        }
        for (String word : words) {
            patterns.add(Pattern.compile(word, Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE));
        }
        this.first = words.get(0).toLowerCase(Locale.ROOT);
    }

    private static String withoutPrefix(String word, String prefix) {
        String anchor = word.startsWith("^") ? "^" : "";
        String rest = word.substring(anchor.length());
        boolean prefixed = !prefix.isEmpty()
                && rest.length() > prefix.length()
                && rest.regionMatches(true, 0, prefix, 0, prefix.length());
        return prefixed ? anchor + rest.substring(prefix.length()) : word;
    }

    boolean matches(String name, String prompt) {
        for (Pattern pattern : patterns) {
            if (!found(pattern, name) && !found(pattern, prompt)) {
                return false;
            }
        }
        return true;
    }

    /** Return how good a match is, the best being 0: the name itself, its start, in the name, in the prompt. */
    int rank(String name, String prompt) {
        String lower = name.toLowerCase(Locale.ROOT);
        if (lower.equals(first)) {
            return 0;
        }
        if (!first.isEmpty() && lower.startsWith(first)) {
            return 1;
        }
        return patterns.stream().allMatch(p -> found(p, name)) ? 2 : 3;
    }

    private static boolean found(Pattern pattern, String text) {
        return !text.isEmpty() && pattern.matcher(new PatientText(text)).find();
    }
}
