/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tells whether a standard stream is a terminal. */
final class Terminal {

    private Terminal() {}

    /** Return whether descriptor 0 or 1 is a terminal. */
    static boolean is(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        if (Files.isSymbolicLink(link)) {
            try {
                return Files.readSymbolicLink(link).toString().matches("/dev/(pts/.*|tty.*|console)");
            } catch (IOException e) {
                return false; // the descriptor has been closed: whoever uses it gets that error
            }
        }
        return System.console() != null; // elsewhere the JDK tells only whether both are
    }
}
