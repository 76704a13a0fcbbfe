/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.edit;

import io.opsswitch.kconfig.SourceLocation;
import java.util.List;

/**
 * A value that was asked for in a file, but that the configuration does not have.
 *
 * @param name the symbol's name, with the prefix
 * @param location the line that asks for it
 * @param requested the line itself
 * @param actual the line that a configuration file has instead; empty when it has none
 * @param reason why, as a sentence without a full stop
 * @param chain the whole explanation of the actual value, as indented lines; empty for unknown symbols
 */
public record Unmet(
        String name, SourceLocation location, String requested, String actual, String reason, List<String> chain) {

    public Unmet {
        chain = List.copyOf(chain);
    }
}
