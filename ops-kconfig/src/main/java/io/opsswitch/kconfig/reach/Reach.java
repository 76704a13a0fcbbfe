/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;
import java.time.Duration;

/** Finds out how to get a value. */
public final class Reach {

    private Reach() {}

    /**
     * Find the fewest changes after which a symbol has a value.
     *
     * @param start where to start from; it is not changed
     * @param value y, m or n; or the text of a number or string
     * @param limit how long to search at most
     */
    public static Proposal find(Configuration start, Symbol target, String value, Duration limit) {
        throw new UnsupportedOperationException();
    }
}
