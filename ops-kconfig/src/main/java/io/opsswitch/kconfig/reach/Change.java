/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.reach;

import io.opsswitch.kconfig.Symbol;

/**
 * A value that the user should give.
 *
 * @param symbol what to change
 * @param value the new value, as {@link io.opsswitch.kconfig.Configuration#assign} takes it
 */
public record Change(Symbol symbol, String value) {

    @Override
    public String toString() {
        return symbol + "=" + value;
    }
}
