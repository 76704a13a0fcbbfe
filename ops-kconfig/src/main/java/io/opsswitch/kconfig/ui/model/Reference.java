/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.model;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.KconfigException;
import java.io.IOException;

/**
 * A configuration to compare with.
 *
 * @param name what to call it
 * @param loader makes it
 */
public record Reference(String name, Loader loader) {

    /** Loads a configuration. */
    @FunctionalInterface
    public interface Loader {
        /** Load. */
        Configuration load() throws IOException, KconfigException;
    }
}
