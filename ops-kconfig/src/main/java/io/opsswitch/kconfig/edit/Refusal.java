/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.edit;

import java.util.List;

/**
 * An assignment that did not come true.
 *
 * @param wanted what was to be
 * @param actual the value that the symbol has instead
 * @param reason why, as a sentence without a full stop
 * @param chain the whole explanation of the actual value, as indented lines
 */
public record Refusal(Assignment wanted, String actual, String reason, List<String> chain) {

    public Refusal {
        chain = List.copyOf(chain);
    }
}
