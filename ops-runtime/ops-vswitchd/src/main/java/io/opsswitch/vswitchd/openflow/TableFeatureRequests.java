/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.control.Role;
import io.opsswitch.openflow.message.table.TableFeatures;
import io.opsswitch.openflow.message.table.TableFeatures.Abilities;
import io.opsswitch.openflow.message.table.TableFeatures.Doing;
import io.opsswitch.vswitchd.table.FlowTable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Requests about what tables can do. That is fixed: a controller may ask for less, which changes nothing, and give tables
 * names. A request comes in several messages, which are looked at when the last one is there.
 */
final class TableFeatureRequests {

    /** How many requests of one controller may be incomplete. */
    private static final int MAX_REQUESTS = 8;
    /** How many entries one may have: each table twice, so that the mistake can be named. */
    private static final int MAX_ENTRIES = 510;

    private static final int REPLACE = 0;
    private static final int MODIFY = 1;

    private final Endpoint endpoint;

    TableFeatureRequests(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    void register(Dispatcher dispatcher) {
        dispatcher.on(MessageKind.TABLE_FEATURES_STATS_REQUEST, Dispatcher.Access.READS, this::features);
    }

    private void features(Request request) {
        List<TableFeatures> wanted = assemble(request);
        if (wanted == null) {
            return;
        }
        List<FlowTable> visible = endpoint.visibleTables();
        List<TableFeatures> known = visible.stream()
                .map(table -> describe(request.version(), table, visible))
                .toList();
        if (!wanted.isEmpty()) {
            if (request.from().role == Role.SECONDARY) {
                throw new OpenFlowException(
                        OpenFlowError.OFPBRC_IS_SECONDARY, "a controller in the secondary role may not change tables");
            }
            change(wanted, known);
            endpoint.tables.changed();
        }
        endpoint.reply(
                request,
                new TableFeatures.Body(visible.stream()
                        .map(table -> describe(request.version(), table, visible))
                        .toList()));
    }

    /** Return all entries of a request; null if more of it is to come. */
    private static @Nullable List<TableFeatures> assemble(Request request) {
        Map<Integer, List<TableFeatures>> incomplete = request.from().tableFeatures;
        int id = request.transaction();
        List<TableFeatures> entries = incomplete.getOrDefault(id, new ArrayList<>());
        entries.addAll(request.body(TableFeatures.Body.class).entries());
        incomplete.remove(id);
        if (entries.size() > MAX_ENTRIES || request.message().hasMore() && incomplete.size() >= MAX_REQUESTS) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBRC_MULTIPART_BUFFER_OVERFLOW,
                    "at most " + MAX_ENTRIES + " tables in a request, and " + MAX_REQUESTS
                            + " requests at a time may be incomplete; end one before the next");
        }
        if (request.message().hasMore()) {
            incomplete.put(id, entries);
            return null;
        }
        return entries;
    }

    private static TableFeatures describe(OpenFlowVersion version, FlowTable table, List<FlowTable> visible) {
        boolean tellsMore = version.atLeast(OpenFlowVersion.OF14);
        return new TableFeatures(
                table.id(),
                0,
                table.name(),
                -1,
                -1,
                tellsMore ? Boolean.FALSE : null,
                tellsMore ? Boolean.FALSE : null,
                TableAbilities.maxEntries(table),
                TableAbilities.features(version, table, visible));
    }

    private void change(List<TableFeatures> wanted, List<TableFeatures> known) {
        Map<Integer, TableFeatures> byTable = new HashMap<>();
        for (TableFeatures one : wanted) {
            if (byTable.put(one.table(), one) != null) {
                throw error(OpenFlowError.NXTFFC_DUP_TABLE, one.table(), "is there twice, name it once");
            }
        }
        int command = wanted.get(0).command();
        if (command != REPLACE && command != MODIFY) {
            throw error(OpenFlowError.OFPTFFC_EPERM, wanted.get(0).table(), "cannot be switched on or off");
        }
        for (TableFeatures old : known) {
            TableFeatures fresh = byTable.remove(old.table());
            if (fresh == null && command == REPLACE) {
                throw error(OpenFlowError.OFPTFFC_EPERM, old.table(), "is missing, and no table can be taken away");
            }
            if (fresh != null) {
                check(old, fresh);
            }
        }
        for (TableFeatures unknown : byTable.values()) {
            throw error(OpenFlowError.OFPTFFC_EPERM, unknown.table(), "is none that a controller may change");
        }
        for (TableFeatures one : wanted) {
            FlowTable table = endpoint.tables.table(one.table());
            if (!table.mayBeNamed(one.name())) {
                throw error(
                        OpenFlowError.OFPTFFC_EPERM,
                        one.table(),
                        "is named " + table.name() + " by the database, change the name there");
            }
        }
        wanted.forEach(one -> endpoint.tables.table(one.table()).setNameByOpenFlow(one.name()));
    }

    /** Check that nothing is asked for that the table cannot do. */
    private static void check(TableFeatures old, TableFeatures fresh) {
        if (old.maxEntries() != fresh.maxEntries()) {
            throw error(OpenFlowError.OFPTFFC_EPERM, old.table(), "can hold as many flows as it says, not others");
        }
        Abilities can = old.abilities();
        Abilities shall = fresh.abilities();
        boolean isLess = !Boolean.TRUE.equals(fresh.eviction()) && !Boolean.TRUE.equals(fresh.vacancy());
        if (shall != null && can != null) {
            isLess &= isWithin(shall.flows(), can.flows())
                    && isWithin(shall.tableMiss(), can.tableMiss())
                    && can.match().containsAll(shall.match())
                    && can.masked().containsAll(shall.masked())
                    && can.wildcards().containsAll(shall.wildcards());
        }
        if (!isLess) {
            throw error(OpenFlowError.OFPTFFC_EPERM, old.table(), "cannot do more than it says");
        }
    }

    private static boolean isWithin(Doing shall, Doing can) {
        BitSet tables = (BitSet) shall.nextTables().clone();
        tables.andNot(can.nextTables());
        return (shall.instructions() & ~can.instructions()) == 0
                && tables.isEmpty()
                && isWithin(shall.write(), can.write())
                && isWithin(shall.apply(), can.apply());
    }

    private static boolean isWithin(TableFeatures.Actions shall, TableFeatures.Actions can) {
        return (shall.types() & ~can.types()) == 0 && can.setFields().containsAll(shall.setFields());
    }

    private static OpenFlowException error(OpenFlowError error, int table, String why) {
        return new OpenFlowException(error, "table " + table + " " + why);
    }
}
