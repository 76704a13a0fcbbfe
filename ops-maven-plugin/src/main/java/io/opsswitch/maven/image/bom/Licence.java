/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.bom;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Licences by the many names that POMs have for them. */
final class Licence {

    /** Words that a name must have, all in lower case, and the SPDX id; the first row that fits counts. */
    private static final List<Map.Entry<List<String>, String>> NAMES = List.of(
            Map.entry(List.of("lesser", "2.1"), "LGPL-2.1-only"),
            Map.entry(List.of("lgpl", "2.1"), "LGPL-2.1-only"),
            Map.entry(List.of("lgpl", "3"), "LGPL-3.0-only"),
            Map.entry(List.of("gpl", "2", "classpath"), "GPL-2.0-with-classpath-exception"),
            Map.entry(List.of("gnu general public", "2", "classpath"), "GPL-2.0-with-classpath-exception"),
            Map.entry(List.of("apache", "2"), "Apache-2.0"),
            Map.entry(List.of("eclipse distribution"), "BSD-3-Clause"),
            Map.entry(List.of("edl", "1.0"), "BSD-3-Clause"),
            Map.entry(List.of("eclipse public", "2"), "EPL-2.0"),
            Map.entry(List.of("eclipse public", "1"), "EPL-1.0"),
            Map.entry(List.of("epl", "2"), "EPL-2.0"),
            Map.entry(List.of("epl", "1"), "EPL-1.0"),
            Map.entry(List.of("mozilla public", "2"), "MPL-2.0"),
            Map.entry(List.of("bsd", "2"), "BSD-2-Clause"),
            Map.entry(List.of("bsd", "3"), "BSD-3-Clause"),
            Map.entry(List.of("new bsd"), "BSD-3-Clause"),
            Map.entry(List.of("cddl", "1.1"), "CDDL-1.1"),
            Map.entry(List.of("cddl", "1.0"), "CDDL-1.0"),
            Map.entry(List.of("cc0"), "CC0-1.0"));

    /** Names that are meant only when nothing else is there. */
    private static final Map<String, String> WHOLE = Map.of(
            "mit", "MIT",
            "mit license", "MIT",
            "the mit license", "MIT",
            "mit-0", "MIT-0",
            "isc", "ISC",
            "public domain", "",
            "unlicense", "Unlicense");

    private Licence() {}

    /** Return the SPDX id of a licence; empty when its name does not tell it for sure. */
    static String spdx(String name) {
        String plain = name.strip().toLowerCase(Locale.ROOT);
        String whole = WHOLE.get(plain);
        if (whole != null) {
            return whole;
        }
        for (Map.Entry<List<String>, String> row : NAMES) {
            if (row.getKey().stream().allMatch(plain::contains)) {
                return row.getValue();
            }
        }
        return "";
    }

    /** Return the SPDX id, or the name as it is where there is none. */
    static String shown(String name) {
        String id = spdx(name);
        return id.isEmpty() ? name : id;
    }
}
