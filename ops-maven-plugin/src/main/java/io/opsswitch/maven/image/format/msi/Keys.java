/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image.format.msi;

import java.util.Locale;
import java.util.UUID;

/** Keys of rows, which the tables of a package know files, folders and components by. */
final class Keys {

    private static final UUID PATHS = new UUID(0, 0);

    private Keys() {}

    static String folder(String path) {
        return key("folder", path);
    }

    static String file(String path) {
        return key("file", path);
    }

    static String component(String path) {
        return key("component", path);
    }

    static String service(Service service) {
        return service.name().replace('-', '_'); // names have no underscores
    }

    /** Return the code of a component, which is the same in all versions of the product. */
    static UUID code(UUID upgradeCode, String component) {
        return Guids.of(upgradeCode, component.toLowerCase(Locale.ROOT));
    }

    /** Keys have letters, digits and underscores, paths others as well. */
    private static String key(String kind, String path) {
        return kind + "_" + Guids.of(PATHS, path).toString().replace("-", "");
    }
}
