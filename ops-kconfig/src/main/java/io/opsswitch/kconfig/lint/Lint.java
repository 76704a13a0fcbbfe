/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.lint;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.KconfigTree;
import java.util.List;

/** Looks for probable mistakes. */
public final class Lint {

    private Lint() {}

    /** Check a tree; return what was found in the order of the menu, for each rule in turn. */
    public static List<Finding> check(KconfigTree tree) {
        Findings findings = new Findings();
        Bounds bounds = new Bounds(tree);
        new ReferenceCheck(tree, findings).check();
        new SelectCheck(tree, bounds, findings).check();
        new ValueCheck(tree, bounds, findings).check();
        new MenuCheck(tree, bounds, findings).check();
        return findings.all();
    }

    /**
     * Check a configuration: values without effect, symbols that the tree does not have, unmet dependencies.
     *
     * @param prefix what names start with, such as {@code CONFIG_}
     */
    public static List<Finding> check(Configuration configuration, String prefix) {
        Findings findings = new Findings();
        new ConfigurationCheck(configuration, prefix, findings).check();
        return findings.all();
    }

    /** Check a configuration whose names start with {@code CONFIG_}. */
    public static List<Finding> check(Configuration configuration) {
        return check(configuration, "CONFIG_");
    }
}
