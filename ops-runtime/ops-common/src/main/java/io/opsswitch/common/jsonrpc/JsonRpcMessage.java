/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.jsonrpc;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A JSON-RPC 1.0 message (RFC 7047 section 4). Immutable. */
public sealed interface JsonRpcMessage {

    /** Return the message as JSON. */
    Json.Obj toJson();

    /** A call that wants a reply with the same id. */
    record Request(String method, Json.Arr params, Json id) implements JsonRpcMessage {
        @Override
        public Json.Obj toJson() {
            return Json.object().with("id", id).with("method", Json.of(method)).with("params", params);
        }
    }

    /** A call that wants no reply. */
    record Notification(String method, Json.Arr params) implements JsonRpcMessage {
        @Override
        public Json.Obj toJson() {
            return Json.object()
                    .with("id", Json.NULL)
                    .with("method", Json.of(method))
                    .with("params", params);
        }
    }

    /** The successful answer to a request. */
    record Reply(Json result, Json id) implements JsonRpcMessage {
        @Override
        public Json.Obj toJson() {
            return Json.object().with("id", id).with("result", result).with("error", Json.NULL);
        }
    }

    /** The refusal of a request. It has no member "result", as Open vSwitch's has none. */
    record Failure(Json error, Json id) implements JsonRpcMessage {
        @Override
        public Json.Obj toJson() {
            return Json.object().with("id", id).with("error", error);
        }
    }

    /**
     * Tell what kind of message this is.
     *
     * @throws JsonException if it is none; the peer is broken then and the connection is to be closed
     */
    static JsonRpcMessage parse(Json json) throws JsonException {
        if (!(json instanceof Json.Obj object)) {
            throw new JsonException("message is not a JSON object");
        }
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            switch (member.getKey()) {
                case "method", "params", "result", "error", "id" -> {}
                default -> throw new JsonException("message has unexpected member \"" + member.getKey() + "\"");
            }
        }
        Json method = present(object.get("method"));
        Json params = present(object.get("params"));
        Json result = object.get("result");
        Json error = present(object.get("error"));
        Json id = present(object.get("id"));
        if (method != null) {
            String name = method.asString();
            if (name == null) {
                throw new JsonException("\"method\" is not a JSON string");
            }
            if (!(params instanceof Json.Arr array)) {
                throw new JsonException("\"params\" must be JSON array");
            }
            if (present(result) != null || error != null) {
                throw new JsonException("request must not have \"result\" or \"error\"");
            }
            return id == null ? new Notification(name, array) : new Request(name, array, id);
        }
        if (params != null || id == null) {
            throw new JsonException(
                    id == null ? "reply must have \"id\"" : "reply must not have \"params\" without \"method\"");
        }
        if (error != null) {
            return new Failure(error, id);
        }
        if (result == null) {
            throw new JsonException("message must have \"method\", \"result\" or \"error\"");
        }
        return new Reply(result, id);
    }

    private static @Nullable Json present(@Nullable Json json) {
        return json instanceof Json.Null ? null : json;
    }
}
