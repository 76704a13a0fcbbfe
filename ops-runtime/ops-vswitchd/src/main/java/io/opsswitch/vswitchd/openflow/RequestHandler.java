/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

/** Answers requests of one kind. Called in the thread that handles messages. */
@FunctionalInterface
interface RequestHandler {

    /**
     * Do what a request asks for.
     *
     * @throws io.opsswitch.openflow.OpenFlowException if that cannot be done; the controller is told the error
     */
    void handle(Request request);
}
