/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.MessageKind;
import io.opsswitch.openflow.message.flow.FlowMod;
import io.opsswitch.openflow.message.table.TableConfig;
import io.opsswitch.openflow.message.table.TableDescription;
import io.opsswitch.openflow.message.table.TableMod;
import io.opsswitch.openflow.message.table.TableStats;
import io.opsswitch.openflow.message.table.Vacancy;
import io.opsswitch.vswitchd.table.FlowTable;
import io.opsswitch.vswitchd.table.FlowTables;
import io.opsswitch.vswitchd.table.TableMiss;
import io.opsswitch.vswitchd.table.VacancyWatch;
import java.util.ArrayList;
import java.util.List;

/** Requests about flow tables. */
final class TableRequests {

    /** By importance, by how long flows still last, and otherwise. */
    private static final int EVICTION_FLAGS = 7;

    private final Endpoint endpoint;

    TableRequests(Endpoint endpoint) {
        this.endpoint = endpoint;
    }

    void register(Dispatcher dispatcher) {
        dispatcher.on(MessageKind.TABLE_STATS_REQUEST, Dispatcher.Access.READS, this::statistics);
        dispatcher.on(MessageKind.TABLE_DESC_REQUEST, Dispatcher.Access.READS, this::descriptions);
        dispatcher.on(MessageKind.TABLE_MOD, Dispatcher.Access.CHANGES, this::change);
    }

    private void statistics(Request request) {
        List<FlowTable> visible = endpoint.visibleTables();
        FlowTable last = visible.get(visible.size() - 1);
        OpenFlowVersion version = request.version();
        List<TableStats> entries = new ArrayList<>();
        for (FlowTable table : visible) {
            TableStats.Abilities abilities = version.atLeast(OpenFlowVersion.OF13)
                    ? null
                    : TableAbilities.statistics(version, table, table == last);
            long matched = table.matched();
            entries.add(new TableStats(table.id(), table.visibleSize(), matched + table.missed(), matched, abilities));
        }
        endpoint.reply(request, new TableStats.Reply(entries));
    }

    private void descriptions(Request request) {
        endpoint.reply(
                request,
                new TableDescription.Reply(endpoint.visibleTables().stream()
                        .map(TableRequests::describe)
                        .toList()));
    }

    static TableDescription describe(FlowTable table) {
        VacancyWatch watch = table.vacancyWatch();
        return new TableDescription(
                table.id(),
                new TableConfig(null, table.evictsByOpenFlow(), watch.isOn()),
                EVICTION_FLAGS,
                watch.isOn() ? new Vacancy(watch.down(), watch.up(), table.vacancy()) : null);
    }

    private void change(Request request) {
        TableMod mod = request.body(TableMod.class);
        boolean isAll = mod.table() == FlowMod.ALL_TABLES;
        if (!isAll && mod.table() >= FlowTables.COUNT) {
            throw new OpenFlowException(OpenFlowError.OFPTMFC_BAD_TABLE, "there is no table " + mod.table());
        }
        Integer flags = mod.evictionFlags();
        if (flags != null && flags != EVICTION_FLAGS) {
            throw new OpenFlowException(
                    OpenFlowError.OFPTMFC_BAD_CONFIG,
                    "how flows are chosen that make room is fixed, its flags are " + EVICTION_FLAGS);
        }
        if (isAll) {
            endpoint.visibleTables().forEach(table -> change(table, mod));
        } else {
            FlowTable table = endpoint.tables.table(mod.table());
            if (table.isReadOnly()) {
                throw new OpenFlowException(
                        OpenFlowError.OFPTMFC_EPERM, "table " + mod.table() + " is for the switch itself");
            }
            change(table, mod);
        }
        endpoint.tables.changed();
    }

    private static void change(FlowTable table, TableMod mod) {
        TableConfig.Miss miss = mod.config().miss();
        if (miss != null) {
            table.setMiss(TableMiss.valueOf(miss.name()));
        }
        Boolean evicts = mod.config().eviction();
        if (evicts != null) {
            table.setEvictsByOpenFlow(evicts);
        }
        Boolean watches = mod.config().vacancy();
        Vacancy vacancy = mod.vacancy();
        if (Boolean.TRUE.equals(watches)) {
            table.watchVacancy(vacancy == null ? 0 : vacancy.down(), vacancy == null ? 0 : vacancy.up());
        } else if (watches != null) {
            table.stopWatchingVacancy();
        }
    }
}
