/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The locks of a server (RFC 7047 section 4.1.8): one table for all databases. The first session in a lock's queue owns
 * it. Owned by the engine's thread.
 */
final class LockTable {

    private final Map<String, Deque<Session>> queues = new HashMap<>();

    boolean isOwner(@Nullable Session session, String name) {
        Deque<Session> queue = queues.get(name);
        return session != null && queue != null && queue.peek() == session;
    }

    boolean isQueued(Session session, String name) {
        Deque<Session> queue = queues.get(name);
        return queue != null && queue.contains(session);
    }

    /** Queue for a lock; returns whether the session owns it now. */
    boolean lock(Session session, String name) {
        Deque<Session> queue = queues.computeIfAbsent(name, n -> new ArrayDeque<>());
        queue.add(session);
        return queue.peek() == session;
    }

    /** Take a lock from whoever owns it; that session is told, and is the next to own it. */
    void steal(Session session, String name) {
        Deque<Session> queue = queues.computeIfAbsent(name, n -> new ArrayDeque<>());
        Session victim = queue.peek();
        queue.push(session);
        if (victim != null) {
            notify(victim, name, "stolen");
        }
    }

    void unlock(Session session, String name) {
        Deque<Session> queue = queues.get(name);
        if (queue == null) {
            return;
        }
        boolean owned = queue.peek() == session;
        queue.remove(session);
        if (queue.isEmpty()) {
            queues.remove(name);
        } else if (owned) {
            notify(queue.getFirst(), name, "locked");
        }
    }

    private static void notify(Session session, String name, String method) {
        session.send(new JsonRpcMessage.Notification(method, Json.array(Json.of(name))));
    }
}
