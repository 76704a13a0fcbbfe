/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features.manifest;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Reads {@code manifest.json}: {@code platform}, {@code features} (an object with the names of the enabled ones), {@code
 * keyValues} (an object of strings or numbers), {@code disabled} (the names of all others; without it the file does not
 * tell every symbol). Members that are none of these are for other readers.
 */
final class JsonManifest {

    private JsonManifest() {}

    static Selection read(String source, String text) throws IOException {
        Map<String, @Nullable Object> members = JsonReader.object(source, text);
        Object features = members.get("features");
        if (features == null) {
            throw new IOException(
                    source + " has no member \"features\"; perhaps you named another file than the manifest");
        }
        Object platform = members.get("platform");
        Object disabled = members.get("disabled");
        Map<String, String> keyValues = new TreeMap<>();
        for (Map.Entry<?, ?> entry :
                map(source, "keyValues", members.get("keyValues")).entrySet()) {
            Object value = entry.getValue();
            if (!(value instanceof String) && !(value instanceof Number)) {
                throw new IOException(
                        source + ": the value of " + entry.getKey() + " in \"keyValues\" is no string or number");
            }
            keyValues.put(String.valueOf(entry.getKey()), String.valueOf(value));
        }
        return new Selection(
                source,
                platform instanceof String name ? name : "",
                names(source, features),
                disabled == null ? Set.of() : names(source, disabled),
                keyValues,
                disabled != null);
    }

    private static Set<String> names(String source, Object value) throws IOException {
        Set<String> names = new TreeSet<>();
        if (value instanceof List<?> list) {
            for (Object name : list) {
                if (!(name instanceof String)) {
                    throw new IOException(source + ": \"disabled\" holds something that is no name: " + name);
                }
                names.add((String) name);
            }
            return names;
        }
        map(source, "features", value).keySet().forEach(name -> names.add(String.valueOf(name)));
        return names;
    }

    private static Map<?, ?> map(String source, String member, @Nullable Object value) throws IOException {
        if (value == null) {
            return Map.of();
        }
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new IOException(
                source + ": \"" + member + "\" is no object; perhaps you named another file than the manifest");
    }
}
