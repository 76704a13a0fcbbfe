/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.report;

import java.util.List;

/**
 * What there is to know of one feature.
 *
 * @param symbol its symbol
 * @param title its prompt; empty when nobody can choose it in a menu
 * @param state whether it is on
 * @param reason what decides, in one line
 * @param why the chain of reasons as indented lines, the one that decides first
 * @param artifact its package as {@code group:artifact:version}, or {@code flag} when it has none
 * @param bytes what the image would be smaller by without it alone; -1 when unknown
 * @param shared the size of what it needs together with others; -1 when unknown
 * @param schema what its tag is on, such as {@code column Bridge.mirrors}
 * @param tests the tests that need it
 */
public record FeatureRow(
        String symbol,
        String title,
        State state,
        String reason,
        List<String> why,
        String artifact,
        long bytes,
        long shared,
        List<String> schema,
        List<String> tests) {

    /** Whether a feature is in the image. */
    public enum State {
        /** It is in the image. */
        ON("on"),
        /** It is not, but could be switched on in the menu. */
        OFF("off"),
        /** It is not, and cannot be as things are: what it depends on is off. */
        UNAVAILABLE("unavailable");

        private final String word;

        State(String word) {
            this.word = word;
        }

        /** Return the word for people. */
        public String word() {
            return word;
        }
    }

    /** Copy the lists. */
    public FeatureRow {
        why = List.copyOf(why);
        schema = List.copyOf(schema);
        tests = List.copyOf(tests);
    }
}
