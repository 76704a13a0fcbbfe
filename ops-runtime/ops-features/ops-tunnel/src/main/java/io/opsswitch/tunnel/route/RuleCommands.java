/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.route;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.unixctl.ControlCommand;
import io.opsswitch.common.unixctl.ControlException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The commands {@code ovs/route/rule/add}, {@code del} and {@code show} of ovs-vswitchd(8). */
final class RuleCommands {

    private static final Map<Long, String> NAMES =
            Map.of(Route.LOCAL, "local", Route.MAIN, "main", Route.DEFAULT, "default");
    private static final Map<String, Long> NUMBERS =
            NAMES.entrySet().stream().collect(Collectors.toMap(Map.Entry::getValue, Map.Entry::getKey));

    private final Router router;
    private final Runnable changed;

    private RuleCommands(Router router, Runnable changed) {
        this.router = router;
        this.changed = changed;
    }

    static void register(RouteCommands.Registry context, Router router, Runnable changed) {
        RuleCommands here = new RuleCommands(router, changed);
        String usage = "[-6] [not] from=all|ip/plen [prio=num] table=local|main|default|id";
        context.command("ovs/route/rule/show", "[-6]", 0, 1, ControlCommand.of(here::show, here::json));
        context.command("ovs/route/rule/add", usage, 2, 5, here::add);
        context.command("ovs/route/rule/del", usage, 2, 5, here::delete);
    }

    private String show(List<String> args) {
        boolean isV4 = args.isEmpty() || !args.get(0).startsWith("-6");
        StringBuilder text = new StringBuilder();
        for (RouteRule rule : router.rules()) {
            if (rule.isV4() == isV4) {
                text.append(rule.isUser() ? "User: " : "Cached: ")
                        .append(rule.priority())
                        .append(": ");
                text.append(rule.isInverted() ? "not " : "").append("from ").append(from(rule));
                String name = NAMES.get(rule.table());
                text.append(" lookup ")
                        .append(name == null ? String.valueOf(rule.table()) : name)
                        .append('\n');
            }
        }
        return text.toString();
    }

    private Json json(List<String> args) {
        boolean isV4 = args.isEmpty() || !args.get(0).startsWith("-6");
        return RouteJson.array(router.rules().stream()
                .filter(rule -> rule.isV4() == isV4)
                .map(RouteJson::of)
                .toList());
    }

    private static String from(RouteRule rule) {
        int whole = rule.isV4() ? Integer.SIZE : 2 * Long.SIZE;
        if (rule.fromLength() == 0) {
            return "all";
        }
        return rule.from() + (rule.fromLength() == whole ? "" : "/" + rule.fromLength());
    }

    private String add(List<String> args) throws ControlException {
        router.addRule(read(args));
        changed.run();
        return "OK";
    }

    private String delete(List<String> args) throws ControlException {
        if (!router.removeRule(read(args))) {
            throw new ControlException("Failed to delete router rule: 2 (No such file or directory)");
        }
        changed.run();
        return "OK";
    }

    private static RouteRule read(List<String> args) throws ControlException {
        Deque<String> left = new ArrayDeque<>(args);
        boolean isV4 = !take(left, "-6");
        boolean isInverted = take(left, "not");
        String text = next(left);
        Ip from = isV4 ? Ip.NONE_V4 : Ip.NONE;
        int length = 0;
        if (!text.startsWith("from=")) {
            throw new ControlException("Invalid 'from' parameter");
        }
        if (!text.equals("from=all")) {
            Prefix prefix = Prefix.parse(text.substring(5));
            if (prefix == null) {
                throw new ControlException("Invalid from=ip/plen");
            }
            from = prefix.ip();
            isV4 = from.isV4();
            length = prefix.shownLength();
        }
        long priority = 0;
        text = next(left);
        if (RouteCommands.number("prio", text) >= 0) {
            priority = RouteCommands.number("prio", text);
            text = next(left);
        }
        Long table = table(text);
        if (table == null) {
            throw new ControlException("Invalid 'table' format");
        }
        return new RouteRule(priority, isInverted, true, from, length, table, isV4);
    }

    private static @Nullable Long table(String text) {
        Long named = text.startsWith("table=") ? NUMBERS.get(text.substring(6)) : null;
        long number = RouteCommands.number("table", text);
        return named != null ? named : number < 0 ? null : (Long) number;
    }

    private static boolean take(Deque<String> left, String word) {
        boolean isThere = word.equals(left.peek());
        if (isThere) {
            left.poll();
        }
        return isThere;
    }

    private static String next(Deque<String> left) throws ControlException {
        String text = left.poll();
        if (text == null) {
            throw new ControlException("Not enough arguments");
        }
        return text;
    }
}
