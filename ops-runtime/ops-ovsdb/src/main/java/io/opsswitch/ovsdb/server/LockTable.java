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

    /** A session in a queue, and whether it came by stealing. */
    private record Waiter(Session session, boolean thief) {}

    private final Map<String, Deque<Waiter>> queues = new HashMap<>();

    private static boolean isFirst(Deque<Waiter> queue, Session session) {
        Waiter first = queue.peek();
        return first != null && first.session() == session;
    }

    boolean isOwner(@Nullable Session session, String name) {
        Deque<Waiter> queue = queues.get(name);
        return session != null && queue != null && isFirst(queue, session);
    }

    /** Return whether a session owns a lock or waits for it; one that has lost a lock for good does neither. */
    boolean isQueued(Session session, String name) {
        Deque<Waiter> queue = queues.get(name);
        return queue != null && queue.stream().anyMatch(waiter -> waiter.session() == session);
    }

    /** Queue for a lock; returns whether the session owns it now. */
    boolean lock(Session session, String name) {
        Deque<Waiter> queue = queues.computeIfAbsent(name, n -> new ArrayDeque<>());
        queue.add(new Waiter(session, false));
        return isFirst(queue, session);
    }

    /** Take a lock from whoever owns it; that session is told, and is the next to own it unless it was a thief itself. */
    void steal(Session session, String name) {
        Deque<Waiter> queue = queues.computeIfAbsent(name, n -> new ArrayDeque<>());
        Waiter victim = queue.peek();
        if (victim != null && victim.thief()) {
            queue.remove();
        }
        queue.push(new Waiter(session, true));
        if (victim != null) {
            notify(victim.session(), name, "stolen");
        }
    }

    void unlock(Session session, String name) {
        Deque<Waiter> queue = queues.get(name);
        if (queue == null) {
            return;
        }
        boolean owned = isFirst(queue, session);
        queue.removeIf(waiter -> waiter.session() == session);
        if (queue.isEmpty()) {
            queues.remove(name);
        } else if (owned) {
            notify(queue.getFirst().session(), name, "locked");
        }
    }

    private static void notify(Session session, String name, String method) {
        session.send(new JsonRpcMessage.Notification(method, Json.array(Json.of(name))));
    }
}
