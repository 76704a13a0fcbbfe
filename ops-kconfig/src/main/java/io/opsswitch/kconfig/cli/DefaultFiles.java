/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/** Knows the files to start from when there is no configuration yet. */
final class DefaultFiles {

    private DefaultFiles() {}

    /** Return what the tree's defconfig_list symbol proposes, else what KCONFIG_DEFCONFIG_LIST lists. */
    static List<String> candidates(Configuration configuration, Map<String, String> environment) {
        Symbol list = configuration.tree().defconfigList();
        if (list != null) {
            String value = configuration.value(list);
            return value.isEmpty() ? List.of() : List.of(value);
        }
        String names = environment.getOrDefault("KCONFIG_DEFCONFIG_LIST", "");
        return Arrays.stream(names.split("\\s+")).filter(n -> !n.isEmpty()).toList();
    }
}
