/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.route;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Routes of one table, found in as many steps as there are lengths of prefixes. Immutable.
 *
 * @param routes those with the longest prefixes first, else as they came
 * @param lengths the lengths that there are
 * @param best the route that counts for a mark and a network
 */
record RouteTable(List<Route> routes, List<Integer> lengths, Map<Key, Route> best) {

    /** What a route is for. */
    record Key(long mark, int length, Ip network) {}

    private record Exact(long mark, int priority, Prefix network) {}

    /** Return a table of routes, of which a later one takes the place of an earlier one for the same packets. */
    static RouteTable of(List<Route> list) {
        Map<Exact, Route> distinct = new LinkedHashMap<>();
        for (Route route : list) {
            Exact exact = new Exact(route.mark(), route.priority(), route.network());
            distinct.remove(exact);
            distinct.put(exact, route);
        }
        List<Route> routes = new ArrayList<>(distinct.values());
        routes.sort(Comparator.comparingInt((Route route) -> route.network().length())
                .reversed());
        Map<Key, Route> best = new HashMap<>();
        for (Route route : routes) {
            int length = route.network().length();
            Key key = new Key(route.mark(), length, route.network().ip());
            best.merge(key, route, (one, other) -> one.priority() >= other.priority() ? one : other);
        }
        List<Integer> lengths = routes.stream()
                .map(route -> route.network().length())
                .distinct()
                .toList();
        return new RouteTable(List.copyOf(routes), lengths, Map.copyOf(best));
    }

    /** Return the route that leads to an address, or null if there is none. */
    @Nullable
    Route find(long mark, Ip destination) {
        Route found = null;
        for (int length : lengths) {
            Route route = best.get(new Key(mark, length, destination.masked(length)));
            // One that was added by command may count before one with a longer prefix.
            if (route != null && (found == null || route.priority() > found.priority())) {
                found = route;
            }
        }
        return found;
    }
}
