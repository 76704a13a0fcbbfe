/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.jsonrpc;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;

/** Messages in the log, in the words of Open vSwitch's module {@code jsonrpc} at level DBG. */
public final class JsonRpcLog {

    private static final Vlog VLOG = Vlog.module("jsonrpc");

    private JsonRpcLog() {}

    /** Log a message that was received from a peer. */
    public static void received(String peer, JsonRpcMessage message) {
        if (VLOG.enabled(LogLevel.DBG)) {
            VLOG.dbg("%s: received %s", peer, text(message));
        }
    }

    /** Log a message that is sent to a peer. */
    public static void sent(String peer, JsonRpcMessage message) {
        if (VLOG.enabled(LogLevel.DBG)) {
            VLOG.dbg("%s: send %s", peer, text(message));
        }
    }

    private static String text(JsonRpcMessage message) {
        if (message instanceof JsonRpcMessage.Request request) {
            return "request" + call(request.method(), request.params()) + id(request.id());
        }
        if (message instanceof JsonRpcMessage.Notification notification) {
            return "notification" + call(notification.method(), notification.params());
        }
        if (message instanceof JsonRpcMessage.Reply reply) {
            return "reply, result=" + reply.result().toSortedString() + id(reply.id());
        }
        JsonRpcMessage.Failure failure = (JsonRpcMessage.Failure) message;
        return "error, error=" + failure.error().toSortedString() + id(failure.id());
    }

    private static String call(String method, Json params) {
        return ", method=\"" + method + "\", params=" + params.toSortedString();
    }

    private static String id(Json id) {
        return ", id=" + id.toSortedString();
    }
}
