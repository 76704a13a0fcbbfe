/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import java.util.ArrayList;
import java.util.List;

/**
 * What users choose by a property when they install, and upgrades keep: the registry remembers it, a search finds it there,
 * and an action makes it the property's value unless they choose again.
 */
enum Choice {
    /** The folder to install in. */
    FOLDER(Formatted.HOME, "InstallFolder"),
    /** The library of the JVM that services run in. */
    JVM("JVM", "Jvm");

    private static final int LOCAL_MACHINE = 2;
    private static final int RAW_VALUE_OF_64_BITS = 0x12;

    private final String property;
    private final String value;

    Choice(String property, String value) {
        this.property = property;
        this.value = value;
    }

    /** Return the choices that there are in a package. */
    static List<Choice> of(List<Service> services) {
        List<Choice> choices = new ArrayList<>(List.of(FOLDER));
        if (!services.isEmpty()) {
            choices.add(JVM);
        }
        return choices;
    }

    /** Return the property that users set. */
    String property() {
        return property;
    }

    /** Return the property with what was chosen earlier. */
    String remembered() {
        return "REMEMBERED" + name();
    }

    /** Return the action that takes what was chosen earlier. */
    String action() {
        return "Remember" + value;
    }

    /** Return when it does. */
    String condition() {
        return "NOT " + property + " AND " + remembered();
    }

    /** Add where the search looks. */
    void locate(Table search, Table locators, String key) {
        search.row(remembered(), remembered());
        locators.row(remembered(), LOCAL_MACHINE, key, value, RAW_VALUE_OF_64_BITS);
    }

    /** Add what the registry remembers. */
    void remember(Table registry, String key) {
        registry.row(remembered(), LOCAL_MACHINE, key, value, "[" + property + "]", PackageSource.PRODUCT);
    }
}
