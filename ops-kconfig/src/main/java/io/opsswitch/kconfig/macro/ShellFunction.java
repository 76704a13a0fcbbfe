/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.macro;

import io.opsswitch.kconfig.KconfigException;
import java.io.IOException;

/** What {@code $(shell)} does. */
public interface ShellFunction {

    /** Return what a command prints: without trailing line feeds, and with blanks for the inner ones. */
    String run(String command, MacroContext context) throws KconfigException, IOException;
}
