/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.idl;

import java.util.Collection;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

/**
 * Names of one scope, each given away once, whatever its case: names of classes are names of files. Used by one thread.
 */
final class NameSet {

    private final Set<String> taken = new HashSet<>();

    NameSet(Collection<String> reserved) {
        reserved.forEach(name -> taken.add(name.toLowerCase(Locale.ROOT)));
    }

    /** Return the name, with as many {@code _} behind it as it takes to be a new one. */
    String unique(String wanted) {
        String name = wanted;
        while (!taken.add(name.toLowerCase(Locale.ROOT))) {
            name += "_";
        }
        return name;
    }
}
