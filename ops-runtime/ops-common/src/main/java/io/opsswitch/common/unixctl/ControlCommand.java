/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.unixctl;

import io.opsswitch.common.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a control command does. Called on a thread of the connection that asked: guard what is shared. */
@FunctionalInterface
public interface ControlCommand {

    /**
     * Run the command and return the text of the reply.
     *
     * @throws ControlException if it fails; the message is the text of the error reply
     */
    String run(List<String> args) throws ControlException;

    /**
     * Run the command for somebody who wants the reply as JSON; null if it has none but the text.
     *
     * @throws ControlException if it fails
     */
    default @Nullable Json runForJson(List<String> args) throws ControlException {
        return null;
    }

    /** The form of a command that answers in JSON. */
    @FunctionalInterface
    interface JsonForm {

        /**
         * Run the command and return the reply.
         *
         * @throws ControlException if it fails; the message is the text of the error reply
         */
        Json run(List<String> args) throws ControlException;
    }

    /** Return a command that answers in both forms. */
    static ControlCommand of(ControlCommand text, JsonForm json) {
        return new ControlCommand() {
            @Override
            public String run(List<String> args) throws ControlException {
                return text.run(args);
            }

            @Override
            public Json runForJson(List<String> args) throws ControlException {
                return json.run(args);
            }
        };
    }
}
