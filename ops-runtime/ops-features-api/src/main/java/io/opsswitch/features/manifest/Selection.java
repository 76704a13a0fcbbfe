/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features.manifest;

import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * What a file says about an image. Immutable; collections are in alphabetical order.
 *
 * @param source the file, for messages
 * @param platform empty when the file does not tell
 * @param enabled the features that are on
 * @param disabled the symbols that are off
 * @param keyValues other values as text, strings without quotes
 * @param complete whether every symbol of the tree is mentioned
 */
public record Selection(
        String source,
        String platform,
        Set<String> enabled,
        Set<String> disabled,
        Map<String, String> keyValues,
        boolean complete) {

    /** Create a selection. */
    public Selection {
        enabled = Collections.unmodifiableSet(new TreeSet<>(enabled));
        disabled = Collections.unmodifiableSet(new TreeSet<>(disabled));
        keyValues = Collections.unmodifiableMap(new TreeMap<>(keyValues));
    }

    /** Return a selection that tells of enabled features only. */
    public static Selection ofNames(String source, Set<String> enabled) {
        return new Selection(source, "", enabled, Set.of(), Map.of(), false);
    }
}
