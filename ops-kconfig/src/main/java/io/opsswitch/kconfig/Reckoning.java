/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import org.jspecify.annotations.Nullable;

/**
 * The steps by which a symbol got its value.
 *
 * @param userCounts whether the user's value was taken into account, as far as the symbol is visible
 * @param choiceDecides whether the symbol's choice alone decides, so that the other steps do not count
 * @param activeDefault the position of the first default whose condition holds, or -1; it may not have been needed
 * @param own the value of a bool or tristate before it is raised by what others select; n for others
 * @param unclamped the text of a number or string before a range changes it; empty for others
 * @param activeRange the first range whose condition holds, or null
 * @param bound the bound of that range that the value became, or null when it lay within
 */
public record Reckoning(
        boolean userCounts,
        boolean choiceDecides,
        int activeDefault,
        Tristate own,
        String unclamped,
        @Nullable Range activeRange,
        @Nullable Symbol bound) {}
