/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.unixctl;

import java.util.List;

/** What a control command does. Called on a thread of the connection that asked: guard what is shared. */
@FunctionalInterface
public interface ControlCommand {

    /**
     * Run the command and return the text of the reply.
     *
     * @throws ControlException if it fails; the message is the text of the error reply
     */
    String run(List<String> args) throws ControlException;
}
