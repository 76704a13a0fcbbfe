/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.uplink;

import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.ovsdb.OvsdbException;

/** Takes the reply to a request, on the connection's thread. */
@FunctionalInterface
public interface ReplyHandler {

    /**
     * Handle a {@link JsonRpcMessage.Reply} or {@link JsonRpcMessage.Failure}.
     *
     * @throws OvsdbException if it makes no sense; the connection is then closed, and made anew
     */
    void handle(JsonRpcMessage reply) throws OvsdbException;
}
