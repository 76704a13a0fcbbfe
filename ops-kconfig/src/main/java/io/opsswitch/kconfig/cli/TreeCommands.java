/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;
/** x. */
final class TreeCommands {
    static int lint(Call call) {
        return 0;
    }

    static int export(Call call) {
        return 0;
    }
}
