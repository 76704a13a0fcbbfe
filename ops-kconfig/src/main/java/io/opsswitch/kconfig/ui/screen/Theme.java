/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.screen;

import java.util.EnumMap;
import java.util.Map;

/** How each role looks. Immutable. */
public final class Theme {

    private final Map<Role, Look> looks;

    Theme(Map<Role, Look> looks) {
        this.looks = new EnumMap<>(looks);
    }

    /** Return how a role looks. */
    public Look look(Role role) {
        return looks.getOrDefault(role, Look.PLAIN);
    }
}
