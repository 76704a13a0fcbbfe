/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.field.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** What requests ask of the actions of flows. */
public final class ActionQueries {

    private ActionQueries() {}

    /** Return whether actions, or those within them, send to a port. */
    public static boolean sendsToPort(List<OfpAct> actions, int port) {
        return any(actions, action -> {
            if (action instanceof OfpAct.Output output) {
                return output.port() == port;
            } else if (action instanceof OfpAct.Enqueue enqueue) {
                return enqueue.port() == port;
            }
            return action instanceof OfpAct.Controller && port == OfPorts.CONTROLLER;
        });
    }

    /** Return whether actions, or those within them, hand to a group. */
    public static boolean sendsToGroup(List<OfpAct> actions, int group) {
        return any(actions, action -> action instanceof OfpAct.Group that && that.id() == group);
    }

    /** Return whether actions, or those within them, are for tests of switches. */
    public static boolean areForTests(List<OfpAct> actions) {
        return any(actions, action -> action instanceof OfpAct.DebugRecirc || action instanceof OfpAct.DebugSlow);
    }

    /** Return whether actions, or those within them, track connections. */
    public static boolean trackConnections(List<OfpAct> actions) {
        return any(
                actions,
                action -> action instanceof OfpAct.Ct
                        || action instanceof OfpAct.CtClear
                        || action instanceof OfpAct.Nat);
    }

    /** Return whether actions, or those within them, put headers in front of packets that are no tags, or take them off. */
    public static boolean changePacketTypes(List<OfpAct> actions) {
        return any(actions, action -> action instanceof OfpAct.Encap || action instanceof OfpAct.Decap);
    }

    /** Return the meter that a flow goes through, or 0. */
    public static int meter(List<OfpAct> actions) {
        for (OfpAct action : actions) {
            if (action instanceof OfpAct.Meter meter) {
                return meter.id();
            }
        }
        return 0;
    }

    /** Return the groups that actions, or those within them, hand to; each as often as it is there. */
    public static List<Integer> groups(List<OfpAct> actions) {
        List<Integer> groups = new ArrayList<>(0);
        collect(actions, action -> action instanceof OfpAct.Group group ? group.id() : null, groups);
        return groups;
    }

    /** Return the meters that actions, or those within them, go through; each as often as it is there. */
    public static List<Integer> meters(List<OfpAct> actions) {
        List<Integer> meters = new ArrayList<>(0);
        collect(actions, action -> action instanceof OfpAct.Meter meter ? meter.id() : null, meters);
        return meters;
    }

    /** Return the conjunctions that actions are. */
    public static List<OfpAct.Conjunction> conjunctions(List<OfpAct> actions) {
        List<OfpAct.Conjunction> conjunctions = new ArrayList<>(0);
        for (OfpAct action : actions) {
            if (action instanceof OfpAct.Conjunction conjunction) {
                conjunctions.add(conjunction);
            }
        }
        return conjunctions;
    }

    /** Return the options of tunnels that actions, or those within them, read or write: a bit for each field. */
    public static long tunnelOptions(List<OfpAct> actions) {
        long options = 0;
        for (OfpAct action : actions) {
            for (Field field : ActionFields.of(action)) {
                options |= field.tunnelIndex() < 0 ? 0 : 1L << field.tunnelIndex();
            }
            options |= tunnelOptions(within(action));
        }
        return options;
    }

    private static void collect(List<OfpAct> actions, Function<OfpAct, @Nullable Integer> number, List<Integer> found) {
        for (OfpAct action : actions) {
            Integer one = number.apply(action);
            if (one != null) {
                found.add(one);
            }
            collect(within(action), number, found);
        }
    }

    private static boolean any(List<OfpAct> actions, Predicate<OfpAct> test) {
        for (OfpAct action : actions) {
            if (test.test(action) || any(within(action), test)) {
                return true;
            }
        }
        return false;
    }

    private static List<OfpAct> within(OfpAct action) {
        if (action instanceof OfpAct.Clone clone) {
            return clone.actions();
        } else if (action instanceof OfpAct.Ct ct) {
            return ct.actions();
        }
        return action instanceof OfpAct.WriteActions write ? write.actions() : List.of();
    }
}
