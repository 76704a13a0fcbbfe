/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.engine.Condition;
import io.opsswitch.tools.text.JsonArgument;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The commands monitor, monitor-cond and monitor-cond-since: print tables and then what changes in them, for ever.
 * Detached they answer control commands, which run on threads of their own.
 */
final class MonitorCommand {

    private static final Vlog VLOG = Vlog.module("ovsdb_client");
    private static final String ALL = "ALL";

    private final ClientContext context;
    private final ServerConnection server;
    private final String database;
    private final String method;
    private final Gate gate = new Gate();

    private MonitorCommand(ClientContext context, Servers.Target target, String method) {
        this.context = context;
        this.server = target.server();
        this.database = target.database();
        this.method = method;
    }

    static void monitor(ClientContext context, Servers.Target target, List<String> args) throws ExitException {
        MonitorCommand command = new MonitorCommand(context, target, "monitor");
        command.run(command.schema(), args, null, null);
    }

    static void monitorCond(ClientContext context, Servers.Target target, List<String> args) throws ExitException {
        new MonitorCommand(context, target, "monitor_cond").runConditional(args, null);
    }

    static void monitorCondSince(ClientContext context, Servers.Target target, List<String> args) throws ExitException {
        UUID lastId = Atoms.parseUuid(args.get(0));
        List<String> rest = lastId == null ? args : args.subList(1, args.size());
        if (rest.size() < 2) {
            throw new ExitException("invalid syntax for 'monitor-cond-since' (use --help for help)");
        }
        new MonitorCommand(context, target, "monitor_cond_since")
                .runConditional(rest, lastId == null ? Atoms.ZERO_UUID : lastId);
    }

    private void runConditional(List<String> args, @Nullable UUID lastId) throws ExitException {
        DatabaseSchema schema = schema();
        TableSchema table = schema.table(args.get(1));
        if (table == null) {
            throw new ExitException(database + " does not have a table named \"" + args.get(1) + "\"");
        }
        if (!(JsonArgument.parse(args.get(0)) instanceof Json.Arr condition)) {
            throw new ExitException(
                    "\"" + args.get(0) + "\": the condition must be an array of [column, function, value] or booleans");
        }
        try {
            Condition.parse(table, condition, null);
        } catch (OvsdbException e) {
            throw new ExitException(String.valueOf(e.getMessage()));
        }
        run(schema, args.subList(1, args.size()), condition, lastId);
    }

    private DatabaseSchema schema() throws ExitException {
        return SchemaCommands.schema(context, server, database);
    }

    private void run(DatabaseSchema schema, List<String> args, @Nullable Json condition, @Nullable UUID lastId)
            throws ExitException {
        context.daemon().start();
        if (context.daemon().isDetaching()) {
            registerCommands();
            context.daemon().startControl();
        }
        List<MonitoredTable> tables = tables(schema, args.get(0), args, condition);
        Json.Obj requests = Json.object();
        tables.forEach(table -> requests.with(table.table().name(), table.requests()));
        context.sendChangeAware(server);
        List<Json> params = new ArrayList<>(List.of(Json.of(database), Json.NULL, requests));
        if (lastId != null) {
            params.add(Json.of(lastId.toString()));
        }
        try {
            Json id = server.send(method, new Json.Arr(params));
            receive(id, new MonitorPrinter(context, tables));
        } catch (IOException e) {
            throw new ExitException(server.name() + ": send failed (" + e.getMessage() + ")");
        }
    }

    private List<MonitoredTable> tables(DatabaseSchema schema, String name, List<String> args, @Nullable Json condition)
            throws ExitException {
        MonitoredTable.Where where = new MonitoredTable.Where(server.name(), database);
        List<MonitoredTable> tables = new ArrayList<>();
        if (name.equals(ALL)) {
            List<TableSchema> all = new ArrayList<>(schema.tables());
            all.sort(Comparator.comparing(TableSchema::name));
            for (TableSchema table : all) {
                tables.add(MonitoredTable.parse(where, table, args.subList(1, args.size()), null));
            }
            return tables;
        }
        TableSchema table = schema.table(name);
        if (table == null) {
            throw new ExitException(server.name() + ": " + database + " does not have a table named \"" + name + "\"");
        }
        return List.of(MonitoredTable.parse(where, table, args.subList(1, args.size()), condition));
    }

    private void receive(Json id, MonitorPrinter printer) throws ExitException {
        for (; ; ) {
            JsonRpcMessage message = server.next();
            gate.pass();
            if (message instanceof JsonRpcMessage.Reply reply && reply.id().equals(id)) {
                switch (method) {
                    case "monitor" -> printer.print(reply.result(), true);
                    case "monitor_cond" -> printer.print2(reply.result());
                    default -> printer.print3(reply.result());
                }
                context.out().flush();
                context.daemon().ready();
            } else if (message instanceof JsonRpcMessage.Failure failure) {
                if (failure.id().equals(id)) {
                    throw new ExitException(server.name() + ": " + method + " failed ("
                            + context.out().text(failure.error()) + ")");
                }
                VLOG.warn(
                        "%s: monitor_cond_change failed (%s)",
                        server.name(), failure.error().toSortedString());
            } else if (message instanceof JsonRpcMessage.Notification notification) {
                notified(notification, printer);
                context.out().flush();
            }
        }
    }

    private void notified(JsonRpcMessage.Notification message, MonitorPrinter printer) throws ExitException {
        Json.Arr params = message.params();
        boolean ours = params.size() >= 2 && params.get(0) instanceof Json.Null;
        switch (message.method()) {
            case "update" -> {
                if (ours && params.size() == 2) {
                    printer.print(params.get(1), false);
                }
            }
            case "update2" -> {
                if (ours && params.size() == 2) {
                    printer.print2(params.get(1));
                }
            }
            case "update3" -> {
                if (ours && params.size() == 3) {
                    printer.print3(String.valueOf(params.get(1).asString()), params.get(2));
                }
            }
            case "monitor_canceled" ->
                throw new ExitException(server.name() + ": " + database + " database was removed");
            default -> VLOG.dbg("%s: notification %s is not for a monitor", server.name(), message.method());
        }
    }

    private void registerCommands() {
        ControlCommands commands = context.daemon().commands();
        commands.register("ovsdb-client/block", "", 0, 0, args -> gate.set(true) ? "" : "already blocking");
        commands.register("ovsdb-client/unblock", "", 0, 0, args -> gate.set(false) ? "" : "already unblocked");
        commands.register("ovsdb-client/cond_change", "TABLE COND", 2, 2, this::changeCondition);
    }

    private String changeCondition(List<String> args) throws ControlException {
        try {
            Json.Obj request = Json.object().with("where", JsonParser.parse(args.get(1)));
            Json.Obj requests = Json.object().with(args.get(0), Json.array(request));
            server.send("monitor_cond_change", Json.array(Json.NULL, Json.NULL, requests));
            return "condition changed";
        } catch (JsonException e) {
            throw new ControlException("\"" + args.get(1) + "\" is not JSON: " + e.getMessage());
        } catch (IOException e) {
            throw new ControlException(server.name() + ": send failed (" + e.getMessage() + ")");
        }
    }
}
