/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

/**
 * When it is told how much room a table has.
 *
 * @param isOn whether it is told at all
 * @param down told when there is less room than this, in percent
 * @param up told when there is more room than this
 * @param awaitsUp which of the two comes next
 */
public record VacancyWatch(boolean isOn, int down, int up, boolean awaitsUp) {

    static final VacancyWatch OFF = new VacancyWatch(false, 0, 0, false);
}
