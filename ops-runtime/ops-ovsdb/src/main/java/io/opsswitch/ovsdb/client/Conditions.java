/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.client;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.TableSchema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a client's tables on their way to the server: new, then requested, then acknowledged.
 *
 * <p>What was missed since a state can only be told under the conditions that this state was told under. So the
 * acknowledged ones go into a request that resumes, and newer ones follow it. While a change is under way it is not known
 * under which conditions the server told the last state; if the connection is lost then, nothing can be resumed.
 *
 * <p>Each change has a number, and whoever waits for one waits for all before it. Owned by the client's thread.
 */
final class Conditions {

    /** A table's conditions; null where there is none on that part of the way. */
    private static final class OfTable {
        RowCondition acknowledged = RowCondition.ALL;

        @Nullable
        RowCondition requested;

        @Nullable
        RowCondition fresh;

        RowCondition newest() {
            RowCondition waiting = fresh == null ? requested : fresh;
            return waiting == null ? acknowledged : waiting;
        }

        void acknowledge() {
            RowCondition met = requested;
            if (met != null) {
                acknowledged = met;
                requested = null;
            }
        }
    }

    private record Waiter(long change, CompletableFuture<Void> future) {}

    private final Map<String, OfTable> tables = new LinkedHashMap<>();
    private final List<Waiter> waiters = new ArrayList<>();
    private long newestChange;
    private long requestedChange;
    private long acknowledgedChange;

    /** Take new conditions; the future completes when they are acknowledged. */
    void set(Map<String, RowCondition> conditions, CompletableFuture<Void> future) {
        boolean changed = false;
        for (Map.Entry<String, RowCondition> each : conditions.entrySet()) {
            OfTable table = tables.computeIfAbsent(each.getKey(), name -> new OfTable());
            if (!each.getValue().equals(table.newest())) {
                table.fresh = each.getValue();
                changed = true;
            }
        }
        newestChange += changed ? 1 : 0;
        if (newestChange == acknowledgedChange) {
            future.complete(null);
        } else {
            waiters.add(new Waiter(newestChange, future));
        }
    }

    /** Return whether the server may or may not have taken a change. */
    boolean isUnderWay() {
        return tables.values().stream().anyMatch(table -> table.requested != null);
    }

    /** Prepare for a monitor request: one that does not resume can have the newest conditions at once. */
    void beginMonitor(boolean resuming) {
        if (!resuming) {
            tables.values().forEach(table -> {
                table.acknowledged = table.newest();
                table.requested = null;
                table.fresh = null;
            });
            requestedChange = newestChange;
        }
    }

    /** Return a table's condition for a monitor request; null if there is none. */
    @Nullable
    Json where(TableSchema table) {
        OfTable conditions = tables.get(table.name());
        return conditions == null || conditions.acknowledged.equals(RowCondition.ALL)
                ? null
                : conditions.acknowledged.toJson(table);
    }

    /** Return the request for a change; null if there is nothing to change, or a change is under way. */
    Json.@Nullable Obj nextChange(DatabaseSchema schema) {
        if (isUnderWay() || requestedChange == newestChange) {
            return null;
        }
        Json.Obj request = Json.object();
        tables.forEach((name, conditions) -> {
            RowCondition fresh = conditions.fresh;
            TableSchema table = schema.table(name);
            if (fresh != null && table != null) {
                request.with(name, Json.array(Json.object().with("where", fresh.toJson(table))));
            }
        });
        for (OfTable table : tables.values()) {
            table.requested = table.fresh;
            table.fresh = null;
        }
        requestedChange = newestChange;
        return request;
    }

    /** Note that the server has taken what was requested last; what waits for it is completed by {@link #complete}. */
    void acknowledged() {
        tables.values().forEach(OfTable::acknowledge);
        acknowledgedChange = requestedChange;
    }

    /** Note that the server has refused what was requested last: what was acknowledged before stays in effect. */
    void refused(OvsdbClientException error) {
        tables.values().forEach(table -> table.requested = null);
        List<Waiter> failed =
                waiters.stream().filter(each -> each.change <= requestedChange).toList();
        waiters.removeAll(failed);
        acknowledgedChange = requestedChange;
        failed.forEach(each -> each.future.completeExceptionally(error));
    }

    /** Forget conditions that were not requested yet. */
    void drop(OvsdbClientException error) {
        tables.values().forEach(table -> table.fresh = null);
        requestedChange = newestChange;
        refused(error);
    }

    /** Complete what waits for conditions that are acknowledged. */
    void complete() {
        List<Waiter> met = waiters.stream()
                .filter(each -> each.change <= acknowledgedChange)
                .toList();
        waiters.removeAll(met);
        met.forEach(each -> each.future.complete(null));
    }

    /** Fail all that wait. */
    void close(OvsdbClientException error) {
        List<Waiter> all = List.copyOf(waiters);
        waiters.clear();
        all.forEach(each -> each.future.completeExceptionally(error));
    }
}
