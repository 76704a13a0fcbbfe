/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.relay;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.ovsdb.uplink.Uplink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Transactions that the source has to execute, in the order in which they came. What has no source waits for one; what
 * was sent when the source was lost may have been executed or not, and is answered "canceled". Owned by the engine's
 * thread.
 */
final class ForwardQueue {

    private record Forward(Json.Arr params, Consumer<JsonRpcMessage> reply) {}

    private final Map<Object, Forward> unsent = new LinkedHashMap<>();
    private final Map<Object, Forward> sent = new LinkedHashMap<>();

    void add(Object key, Json.Arr params, Consumer<JsonRpcMessage> reply) {
        unsent.put(key, new Forward(params, reply));
    }

    boolean remove(Object key) {
        return unsent.remove(key) != null | sent.remove(key) != null;
    }

    /** Send what waits. */
    void send(Uplink uplink) {
        Map<Object, Forward> waiting = new LinkedHashMap<>(unsent);
        unsent.clear();
        waiting.forEach((key, forward) -> {
            sent.put(key, forward);
            uplink.request("transact", forward.params, reply -> {
                if (sent.remove(key) != null) {
                    forward.reply.accept(reply);
                }
            });
        });
    }

    /** Answer what was sent, since the source is lost. */
    void cancelSent() {
        List<Forward> lost = new ArrayList<>(sent.values());
        sent.clear();
        lost.forEach(forward -> forward.reply.accept(new JsonRpcMessage.Failure(Json.of("canceled"), Json.NULL)));
    }
}
