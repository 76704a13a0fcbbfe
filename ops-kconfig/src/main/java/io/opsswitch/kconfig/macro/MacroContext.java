/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.macro;

import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.SourceLocation;

/** What macro functions may know about, and tell to, the load they run in. */
public interface MacroContext {

    /** Return the file and line being read. */
    SourceLocation location();

    /** Pass a message on to the user. */
    void report(Diagnostic diagnostic);
}
