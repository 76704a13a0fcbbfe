/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Tables of routes, and the rules that say which is looked up. Writers lock; lookups read immutable lists. Safe for use by
 * several threads.
 */
public final class Router {

    /** The answer to a lookup. */
    public record Way(String device, Ip source, Ip gateway) {}

    private final DeviceAddresses addresses;
    private volatile TreeMap<Long, RouteTable> tables = new TreeMap<>();
    private volatile List<RouteRule> rules = List.of(
            new RouteRule(0, false, false, Ip.NONE_V4, 0, Route.LOCAL, true),
            new RouteRule(0, false, false, Ip.NONE, 0, Route.LOCAL, false),
            new RouteRule(0x7ffe, false, false, Ip.NONE_V4, 0, Route.MAIN, true),
            new RouteRule(0x7ffe, false, false, Ip.NONE, 0, Route.MAIN, false),
            new RouteRule(0x7fff, false, false, Ip.NONE_V4, 0, Route.DEFAULT, true));

    /** Create without routes, with the rules that every system has. */
    public Router(DeviceAddresses addresses) {
        this.addresses = addresses;
    }

    /**
     * Add a route, in place of one for the same packets.
     *
     * @param source the address to send from; {@link Ip#NONE} to have the device's own chosen
     * @return whether that was done: not if the device has no address, or not this one, to reach network or gateway from
     */
    public synchronized boolean add(
            long table, long mark, boolean isUser, Prefix destination, String device, Ip gateway, Ip source) {
        Route route = route(table, mark, isUser, destination, device, gateway, source);
        if (route == null) {
            return false;
        }
        List<Route> list = new ArrayList<>(routes(table));
        list.add(route);
        replace(table, list);
        return true;
    }

    private @Nullable Route route(
            long table, long mark, boolean isUser, Prefix destination, String device, Ip gateway, Ip source) {
        Ip from = source(destination.ip(), device, source);
        if (from == null && gateway.isSet()) {
            from = source(gateway, device, source);
        }
        if (from == null) {
            return null;
        }
        Prefix network = new Prefix(destination.ip().masked(destination.length()), destination.length());
        int priority = Route.priority(destination.length(), isUser);
        return new Route(table, mark, priority, isUser, network, device, gateway, from);
    }

    private @Nullable Ip source(Ip reached, String device, Ip wanted) {
        if (!wanted.isSet()) {
            return addresses.sourceFor(reached, device);
        }
        return addresses.has(device, wanted, reached) ? wanted : null;
    }

    /** Remove a route that was added by command; return whether it was there. */
    public synchronized boolean remove(long table, long mark, Prefix destination) {
        Prefix network = new Prefix(destination.ip().masked(destination.length()), destination.length());
        int priority = Route.priority(destination.length(), true);
        List<Route> list = new ArrayList<>(routes(table));
        boolean wasThere = list.removeIf(route -> route.mark() == mark
                && route.priority() == priority
                && route.network().equals(network));
        replace(table, list);
        return wasThere;
    }

    private void replace(long table, List<Route> list) {
        TreeMap<Long, RouteTable> now = new TreeMap<>(tables);
        now.put(table, RouteTable.of(list));
        tables = now;
    }

    /**
     * Exchange all routes and rules that nobody has added by command for others. Routes are left out whose device has no
     * address, or whose table no rule names; without any rules those stay that every system has.
     */
    public synchronized void setSystem(List<Route> routes, List<RouteRule> systemRules) {
        if (!systemRules.isEmpty()) {
            List<RouteRule> all = new ArrayList<>(systemRules);
            rules.stream().filter(RouteRule::isUser).forEach(all::add);
            all.sort(Comparator.comparingLong(RouteRule::priority));
            rules = List.copyOf(all);
        }
        TreeMap<Long, List<Route>> lists = new TreeMap<>();
        tables.forEach((number, table) -> {
            List<Route> kept = new ArrayList<>(
                    table.routes().stream().filter(Route::isUser).toList());
            if (!kept.isEmpty() || Route.isStandard(number)) {
                lists.put(number, kept);
            }
        });
        for (Route each : routes) {
            Route route = isNamed(each.table())
                    ? route(
                            each.table(),
                            each.mark(),
                            false,
                            each.network(),
                            each.device(),
                            each.gateway(),
                            each.source())
                    : null;
            if (route != null) {
                lists.computeIfAbsent(each.table(), number -> new ArrayList<>()).add(route);
            }
        }
        TreeMap<Long, RouteTable> now = new TreeMap<>();
        lists.forEach((number, list) -> now.put(number, RouteTable.of(list)));
        tables = now;
    }

    private boolean isNamed(long table) {
        return Route.isStandard(table) || rules.stream().anyMatch(rule -> rule.table() == table);
    }

    /** Return whether there is, or was, a table of this number. */
    public boolean hasTable(long table) {
        return tables.containsKey(table);
    }

    /** Return the numbers of all tables, ascending. */
    public List<Long> tables() {
        return List.copyOf(tables.keySet());
    }

    /** Return the routes of a table. */
    public List<Route> routes(long table) {
        RouteTable there = tables.get(table);
        return there == null ? List.of() : there.routes();
    }

    /** Return the rules in the order in which they are asked. */
    public List<RouteRule> rules() {
        return rules;
    }

    /** Add a rule; with priority 0 it gets one in front of those that are there. */
    public synchronized void addRule(RouteRule rule) {
        long priority = rule.priority();
        if (priority == 0) {
            long before = 0;
            for (RouteRule each : rules) {
                if (each.priority() != 0 && (priority == 0 || each.priority() - before > 1)) {
                    priority = each.priority() - 1;
                }
                before = each.priority();
            }
        }
        List<RouteRule> now = new ArrayList<>(rules);
        now.add(new RouteRule(
                priority, rule.isInverted(), rule.isUser(), rule.from(), rule.fromLength(), rule.table(), rule.isV4()));
        now.sort(Comparator.comparingLong(RouteRule::priority));
        rules = List.copyOf(now);
    }

    /** Remove the first rule like this one, with priority 0 of any priority; return whether there was one. */
    public synchronized boolean removeRule(RouteRule rule) {
        for (RouteRule each : rules) {
            if (each.isUser()
                    && each.isInverted() == rule.isInverted()
                    && each.isV4() == rule.isV4()
                    && each.fromLength() == rule.fromLength()
                    && (each.fromLength() == 0 || each.from().equals(rule.from()))
                    && each.table() == rule.table()
                    && (rule.priority() == 0 || each.priority() == rule.priority())) {
                List<RouteRule> now = new ArrayList<>(rules);
                now.remove(each);
                rules = List.copyOf(now);
                return true;
            }
        }
        return false;
    }

    /**
     * Return the way to an address, or null if there is none.
     *
     * @param source the address that packets are to have, which must be one of this system; {@link Ip#NONE} for any, {@link
     *     Ip#NONE_V4} for any and only by rules of IPv4
     */
    public @Nullable Way lookup(long mark, Ip destination, Ip source) {
        boolean hasSource = source.isSet() && !source.equals(Ip.NONE_V4);
        if (hasSource && find(Route.LOCAL, mark, source) == null) {
            return null;
        }
        for (RouteRule rule : rules) {
            Route route = rule.matches(source) ? find(rule.table(), mark, destination) : null;
            if (route != null && (!destination.isV4() || route.network().ip().isV4())) {
                return new Way(route.device(), hasSource ? source : route.source(), route.gateway());
            }
        }
        return null;
    }

    private @Nullable Route find(long table, long mark, Ip destination) {
        RouteTable there = tables.get(table);
        return there == null ? null : there.find(mark, destination);
    }
}
