/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.input;

import java.io.IOException;

/** Where characters come from. */
@FunctionalInterface
public interface CharSource {

    /** There will be no more characters. */
    int END = -1;

    /** No character came in time. */
    int NONE = -2;

    /** Return the next character (a UTF-16 unit), {@link #END} or {@link #NONE}. */
    int next(long timeoutMillis) throws IOException;
}
