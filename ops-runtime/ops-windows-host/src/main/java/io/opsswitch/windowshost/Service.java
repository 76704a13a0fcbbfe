/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.windowshost;

import io.opsswitch.common.daemon.DaemonHost;

/**
 * A daemon in the service program's process. That program calls {@code main} and takes a return from it, once it has called
 * the stopping method, for an orderly end; a return before that leaves it waiting for ever. A daemon that ends by itself
 * therefore ends the process: with 0, which that program reports as stopped, or with another status, and then Windows starts
 * the service again as its recovery settings say.
 */
final class Service {

    private final DaemonHost host = new DaemonHost();
    private volatile boolean stopping;

    @SuppressWarnings("SystemExitOutsideMain")
    void run(Runnable program) {
        int status = 1;
        try {
            status = host.run(program);
        } finally {
            if (status != 0 || !stopping) {
                System.exit(status);
            }
        }
    }

    void stop() {
        stopping = true;
        host.stop();
    }
}
