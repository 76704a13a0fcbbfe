/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.route;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.unixctl.ControlCommand;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.vswitchd.spi.FeatureContext;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The commands {@code ovs/route/add}, {@code del}, {@code show} and {@code lookup} of ovs-vswitchd(8). */
public final class RouteCommands {

    private static final String OK = "OK";

    private final Router router;
    private final Runnable changed;

    private RouteCommands(Router router, Runnable changed) {
        this.router = router;
        this.changed = changed;
    }

    /**
     * Register the commands.
     *
     * @param look called before each command, to take over what the system has changed just now; by any thread
     * @param changed called when the routes or rules are others than before
     */
    public static void register(FeatureContext context, Router router, Runnable look, Runnable changed) {
        RouteCommands here = new RouteCommands(router, changed);
        Registry registry =
                (name, usage, min, max, command) -> context.command(name, usage, min, max, afterLook(look, command));
        registry.command("ovs/route/add", "ip/plen dev [gw] [pkt_mark=mark] [src=src_ip] [table=id]", 2, 6, here::add);
        registry.command("ovs/route/show", "[table=all|id]", 0, 1, ControlCommand.of(here::show, here::json));
        registry.command("ovs/route/del", "ip/plen [pkt_mark=mark] [table=id]", 1, 3, here::delete);
        registry.command("ovs/route/lookup", "ip_addr [pkt_mark=mark] [src=src_ip]", 1, 3, here::lookup);
        RuleCommands.register(registry, router, changed);
    }

    /** Takes commands, as {@link FeatureContext} does. */
    interface Registry {
        void command(String name, String usage, int minArgs, int maxArgs, ControlCommand command);
    }

    private static ControlCommand afterLook(Runnable look, ControlCommand command) {
        return new ControlCommand() {
            @Override
            public String run(List<String> args) throws ControlException {
                look.run();
                return command.run(args);
            }

            @Override
            public @Nullable Json runForJson(List<String> args) throws ControlException {
                look.run();
                return command.runForJson(args);
            }
        };
    }

    /** Return the number behind a name and an equals sign; -1 if the text does not begin so. */
    static long number(String name, String text) {
        String digits = text.startsWith(name + "=") ? text.substring(name.length() + 1) : "";
        if (!digits.matches("\\d{1,10}")) {
            return -1;
        }
        return Long.parseLong(digits) & 0xffff_ffffL;
    }

    private static @Nullable Ip source(String text, boolean isV4) {
        Ip source = text.startsWith("src=") ? Ip.parse(text.substring(4)) : null;
        return source == null || source.isV4() != isV4 ? null : source;
    }

    private String add(List<String> args) throws ControlException {
        Prefix destination = Prefix.parse(args.get(0));
        if (destination == null) {
            throw new ControlException("Invalid 'ip/plen' parameter");
        }
        boolean isV4 = destination.ip().isV4();
        long mark = 0;
        long table = Route.MAIN;
        Ip gateway = Ip.NONE;
        Ip source = Ip.NONE;
        for (String arg : args.subList(2, args.size())) {
            Ip from = source(arg, isV4);
            Ip by = Ip.parse(arg);
            if (number("pkt_mark", arg) >= 0) {
                mark = number("pkt_mark", arg);
            } else if (from != null) {
                source = from;
            } else if (by != null && by.isV4() == isV4) {
                gateway = by;
            } else if (number("table", arg) >= 0) {
                table = number("table", arg);
            } else if (arg.startsWith("table=")) {
                throw new ControlException("Invalid table format");
            } else {
                throw new ControlException("Invalid pkt_mark, IP gateway or src_ip");
            }
        }
        if (!router.add(table, mark, true, destination, args.get(1), gateway, source)) {
            throw new ControlException("Error while inserting route.");
        }
        changed.run();
        return OK;
    }

    private String delete(List<String> args) throws ControlException {
        Prefix destination = Prefix.parse(args.get(0));
        if (destination == null) {
            throw new ControlException("Invalid parameters");
        }
        long mark = 0;
        long table = Route.MAIN;
        for (String arg : args.subList(1, args.size())) {
            if (number("pkt_mark", arg) >= 0) {
                mark = number("pkt_mark", arg);
            } else if (number("table", arg) >= 0) {
                table = number("table", arg);
                if (!router.hasTable(table)) {
                    throw new ControlException("Table " + arg + " not found");
                }
            } else if (arg.startsWith("table=")) {
                throw new ControlException("Invalid table format");
            } else {
                throw new ControlException("Invalid pkt_mark or table");
            }
        }
        if (!router.hasTable(table)) {
            throw new ControlException("Table not found");
        }
        if (!router.remove(table, mark, destination)) {
            throw new ControlException("Not found");
        }
        changed.run();
        return OK;
    }

    private String show(List<String> args) throws ControlException {
        String which = args.isEmpty() ? "" : args.get(0);
        StringBuilder text = new StringBuilder();
        if (which.equals("table=all")) {
            router.tables().forEach(table -> write(text, table, false));
        } else if (which.isEmpty()) {
            text.append("Route Table:\n");
            write(text, Route.LOCAL, true);
            write(text, Route.MAIN, true);
            write(text, Route.DEFAULT, true);
        } else {
            long table = number("table", which);
            if (table < 0) {
                throw new ControlException("Invalid table format");
            }
            if (!router.hasTable(table)) {
                throw new ControlException("Table '" + which + "' not found");
            }
            text.append(Route.isStandard(table) ? "Route Table:\n" : "Route Table #" + table + ":\n");
            write(text, table, true);
        }
        return text.toString();
    }

    private Json json(List<String> args) throws ControlException {
        show(args);
        List<Long> tables = List.of(Route.LOCAL, Route.MAIN, Route.DEFAULT);
        if (!args.isEmpty()) {
            tables = args.get(0).equals("table=all") ? router.tables() : List.of(number("table", args.get(0)));
        }
        List<Json> routes = new ArrayList<>();
        tables.forEach(table -> router.routes(table).forEach(route -> routes.add(RouteJson.of(route))));
        return RouteJson.array(routes);
    }

    private void write(StringBuilder text, long table, boolean isNamed) {
        for (Route route : router.routes(table)) {
            text.append(route.isUser() ? "User: " : "Cached: ");
            text.append(route.network().ip()).append('/').append(route.network().shownLength());
            if (route.mark() != 0) {
                text.append(" MARK ").append(route.mark());
            }
            text.append(" dev ").append(route.device());
            if (route.gateway().isSet()) {
                text.append(" GW ").append(route.gateway());
            }
            text.append(" SRC ").append(route.source());
            text.append(route.isLocal() ? " local" : "");
            if (!Route.isStandard(table) && !isNamed) {
                text.append(" table ").append(table);
            }
            text.append('\n');
        }
    }

    private String lookup(List<String> args) throws ControlException {
        Ip destination = Ip.parse(args.get(0));
        if (destination == null) {
            throw new ControlException("Invalid 'ip/plen' parameter");
        }
        long mark = 0;
        Ip source = Ip.NONE;
        for (String arg : args.subList(1, args.size())) {
            Ip from = source(arg, destination.isV4());
            if (number("pkt_mark", arg) >= 0) {
                mark = number("pkt_mark", arg);
            } else if (from != null) {
                source = from;
            } else {
                throw new ControlException("Invalid pkt_mark or src");
            }
        }
        Router.Way way = router.lookup(mark, destination, source);
        if (way == null) {
            throw new ControlException("Not found");
        }
        return "src " + way.source() + "\ngateway " + way.gateway() + "\ndev " + way.device() + "\n";
    }
}
