/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.Messages;
import io.opsswitch.openflow.message.OfMessage;
import io.opsswitch.openflow.message.monitor.FlowUpdate;
import io.opsswitch.openflow.message.monitor.FlowUpdate.Event;
import io.opsswitch.openflow.message.monitor.MonitorRequest;
import io.opsswitch.openflow.message.wire.Empty;
import io.opsswitch.vswitchd.table.FlowRule;
import io.opsswitch.vswitchd.table.TableEvent;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Tells controllers of changes of flows. Updates of one change of the tables go out together when it is made. While too
 * many bytes of updates wait for a controller that does not read, its updates pause, but for those of flows that it knows and
 * that go; when it has read, it is told what has changed since.
 *
 * <p>All state is guarded by the lock of the tables.
 */
final class FlowMonitors {

    /** How many bytes of updates wait before they pause. */
    static final int MAX_WAITING = 128 << 10;

    private final Endpoint endpoint;
    private final Executor messages;

    /**
     * Create it.
     *
     * @param messages the thread that handles messages, in which updates go on after a pause
     */
    FlowMonitors(Endpoint endpoint, Executor messages) {
        this.endpoint = endpoint;
        this.messages = messages;
    }

    /** Note what has happened to a flow. */
    void happened(TableEvent event) {
        if (event instanceof TableEvent.Added added) {
            report(Event.ADDED, MonitorRequest.ADDED, added.rule(), added.replaced(), 0, added.cause());
        } else if (event instanceof TableEvent.Modified modified) {
            report(Event.MODIFIED, MonitorRequest.MODIFIED, modified.rule(), modified.previous(), 0, modified.cause());
        } else if (event instanceof TableEvent.Removed removed) {
            report(
                    Event.REMOVED,
                    MonitorRequest.REMOVED,
                    removed.rule(),
                    null,
                    removed.reason().number(),
                    removed.cause());
        }
    }

    private void report(
            Event event, int flag, FlowRule rule, @Nullable FlowRule before, int reason, @Nullable Object cause) {
        if (rule.isHidden()) {
            return;
        }
        for (Controller controller : endpoint.controllers) {
            boolean isPaused = controller.pausedIn != 0;
            boolean isMissed = isPaused && (event != Event.REMOVED || rule.addedIn() > controller.pausedIn);
            int flags = 0;
            for (FlowMonitor monitor : controller.monitors.values()) {
                if (!isMissed && monitor.wants(flag) && monitor.covers(rule, before)) {
                    flags |= monitor.request().flags();
                }
            }
            if (flags == 0) {
                continue;
            }
            boolean tellsOwn = isPaused || (flags & MonitorRequest.ONLY_OWN) != 0;
            if (tellsOwn || !(cause instanceof Requester own) || own.controller() != controller) {
                controller.updates.add(update(event, reason, rule, flags));
            } else if (!controller.isAbbreviated) {
                controller.isAbbreviated = true;
                controller.updates.add(new FlowUpdate.Abbreviated(own.transaction()));
            }
        }
    }

    private static FlowUpdate update(Event event, int reason, FlowRule rule, int flags) {
        return new FlowUpdate.Full(
                event,
                reason,
                rule.priority(),
                rule.idleTimeout(),
                rule.hardTimeout(),
                rule.table(),
                rule.cookie(),
                rule.match(),
                (flags & MonitorRequest.INSTRUCTIONS) != 0 ? rule.actions() : List.of());
    }

    /** Send what has been noted. */
    void flush() {
        for (Controller controller : endpoint.controllers) {
            if (!controller.updates.isEmpty()) {
                List<FlowUpdate> updates = List.copyOf(controller.updates);
                controller.updates.clear();
                controller.isAbbreviated = false;
                send(controller, updates);
                if (controller.pausedIn == 0 && controller.waiting.get() > MAX_WAITING) {
                    controller.pausedIn = endpoint.tables.versions().current();
                    tellPause(controller, true);
                }
            }
        }
    }

    private void send(Controller to, List<FlowUpdate> updates) {
        OfMessage message =
                OfMessage.of(MessageKind.FLOW_MONITOR_STATS_REPLY, to.version(), 0, new FlowUpdate.Reply(updates));
        Messages.encodeParts(message, endpoint.parts()).forEach(part -> send(to, part));
    }

    private void send(Controller to, ByteBuffer message) {
        int size = message.remaining();
        to.waiting.addAndGet(size);
        to.connection.send(message, () -> {
            if (to.waiting.addAndGet(-size) == 0) {
                later(to);
            }
        });
    }

    private void later(Controller controller) {
        try {
            messages.execute(() -> resume(controller));
        } catch (RejectedExecutionException e) {
            // The switch ends, and so does the connection.
        }
    }

    private void tellPause(Controller controller, boolean isPaused) {
        if (controller.version().atLeast(OpenFlowVersion.OF14)) {
            send(controller, List.of(isPaused ? new FlowUpdate.Paused() : new FlowUpdate.Resumed()));
        } else {
            MessageKind kind = isPaused ? MessageKind.FLOW_MONITOR_PAUSED : MessageKind.FLOW_MONITOR_RESUMED;
            send(controller, Messages.encode(OfMessage.of(kind, controller.version(), 0, Empty.EMPTY)));
        }
    }

    private void resume(Controller controller) {
        endpoint.tables.lock().lock();
        try {
            if (controller.pausedIn != 0 && controller.waiting.get() == 0 && controller.connection.isOpen()) {
                List<FlowUpdate> missed = missed(controller);
                controller.pausedIn = 0;
                if (!missed.isEmpty()) {
                    send(controller, missed);
                }
                tellPause(controller, false);
            }
        } finally {
            endpoint.tables.lock().unlock();
        }
    }

    private List<FlowUpdate> missed(Controller controller) {
        long since = controller.pausedIn;
        Map<FlowRule, Integer> found = new LinkedHashMap<>();
        for (FlowMonitor monitor : controller.monitors.values()) {
            for (FlowRule rule : endpoint.tables.select(monitor.criteria())) {
                int wanted = rule.addedIn() > since
                        ? MonitorRequest.ADDED | MonitorRequest.MODIFIED
                        : rule.addVersion() > since ? MonitorRequest.MODIFIED : 0;
                if (monitor.wants(wanted)) {
                    found.merge(rule, monitor.request().flags(), (one, other) -> one | other);
                }
            }
        }
        List<FlowUpdate> updates = new ArrayList<>();
        found.forEach((rule, flags) ->
                updates.add(update(rule.addedIn() > since ? Event.ADDED : Event.MODIFIED, 0, rule, flags)));
        return updates;
    }

    /** Return the flows that are there for new monitors, as updates. To be called with the lock held. */
    List<FlowUpdate> initial(List<FlowMonitor> fresh) {
        Map<FlowRule, Integer> found = new LinkedHashMap<>();
        for (FlowMonitor monitor : fresh) {
            if (monitor.wants(MonitorRequest.INITIAL)) {
                for (FlowRule rule : endpoint.tables.select(monitor.criteria())) {
                    found.merge(rule, monitor.request().flags(), (one, other) -> one | other);
                }
            }
        }
        List<FlowUpdate> updates = new ArrayList<>();
        found.forEach((rule, flags) -> updates.add(update(Event.INITIAL, 0, rule, flags)));
        return updates;
    }
}
