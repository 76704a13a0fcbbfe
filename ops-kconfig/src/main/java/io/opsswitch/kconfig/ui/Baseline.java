/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.KconfigException;
import java.io.IOException;

/**
 * A configuration that the user may want to compare with, such as the platform's default or another platform.
 *
 * @param name what to call it
 * @param loader makes it when it is asked for
 */
public record Baseline(String name, Loader loader) {

    /** Loads a configuration. */
    @FunctionalInterface
    public interface Loader {
        /** Load. */
        Configuration load() throws IOException, KconfigException;
    }
}
