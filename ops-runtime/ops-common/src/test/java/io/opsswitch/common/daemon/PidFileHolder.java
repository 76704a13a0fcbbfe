/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.daemon;

import java.nio.file.Path;

/** A process for {@link DaemonTest} that holds a pidfile until it is ended. */
final class PidFileHolder {

    private PidFileHolder() {}

    public static void main(String[] args) throws Exception {
        try (PidFile held = PidFile.create(Path.of(args[0]), false)) {
            System.out.println(held == null ? "none" : "held");
            Thread.sleep(60_000);
        }
    }
}
