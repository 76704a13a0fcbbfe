/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.DatapathAbilities;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.text.ActionFormat;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which actions a kernel does, and in which form it gets them: what {@link SlowExecution} can do in its place is right for a
 * packet, but not for a flow; all else is refused with the reason. Immutable.
 */
final class KernelActions {

    private final DatapathAbilities abilities;
    private final Set<KeyGroup> refused;

    /**
     * Create the rules of a kernel.
     *
     * @param abilities what it can do for the switch; the groups that it does not set are those that the switch itself can
     * @param refused groups that neither it nor the switch itself can set
     */
    KernelActions(DatapathAbilities abilities, Set<KeyGroup> refused) {
        this.abilities = abilities;
        this.refused = Set.copyOf(refused);
    }

    /** Return what the kernel can do for the switch. */
    DatapathAbilities abilities() {
        return abilities;
    }

    private static boolean hasNested(Actions actions, int at) {
        return actions.nestedStart(at) != actions.next(at);
    }

    /** Return where the nested actions begin; for a choice, the first ones, behind which the others follow. */
    private static int nested(Actions actions, int at) {
        return actions.nestedStart(at);
    }

    /**
     * Check that all actions can be done to the packets of a flow.
     *
     * @throws IllegalArgumentException if not; the message names the action
     */
    void checkFlow(Actions actions) {
        if (abilities.isSlow(actions)) {
            throw new IllegalArgumentException("the kernel's datapath does not set all of the headers in \""
                    + ActionFormat.text(actions) + "\"; use flows without, or a bridge with datapath_type netdev");
        }
        check(actions);
    }

    /**
     * Check that all actions can be done to a packet, by the kernel or in its place.
     *
     * @throws IllegalArgumentException if not; the message names the action
     */
    void check(Actions actions) {
        Set<String> problems = new TreeSet<>();
        collect(actions, 0, actions.end(), problems);
        if (!problems.isEmpty()) {
            throw new IllegalArgumentException("the kernel's datapath does not have the "
                    + (problems.size() == 1 ? "action " : "actions ") + String.join(", ", problems)
                    + "; use flows without, or a bridge with datapath_type netdev");
        }
    }

    private void collect(Actions actions, int from, int end, Set<String> problems) {
        for (int at = from; at < end; at = actions.next(at)) {
            int opcode = actions.opcode(at);
            // What it sets only as a whole is written so for each flow, whose key tells the rest.
            if (opcode != Action.SET_MASKED && !abilities.reach().has(opcode)) {
                problems.add(Action.name(opcode));
            } else if ((opcode == Action.SET || opcode == Action.SET_MASKED)
                    && refused.contains(actions.setGroup(at))) {
                problems.add("set of " + actions.setGroup(at));
            }
            if (hasNested(actions, at)) {
                if (opcode != Action.CLONE && abilities.isSlow(actions, nested(actions, at), actions.next(at))) {
                    // The switch would have to decide what the kernel decides: a sample, a length.
                    problems.add("set of headers of ARP, ICMP or neighbour discovery inside of " + Action.name(opcode));
                }
                collect(actions, nested(actions, at), actions.next(at), problems);
            }
        }
    }

    /**
     * Return actions, none of them slow, in the form in which the kernel gets them.
     *
     * @param key the flow's, or the packet's
     * @param upcallPid the channel for its upcalls
     */
    Actions forKernel(Actions actions, FlowKey key, int upcallPid) {
        boolean sameSets =
                abilities.reach().has(Action.SET_MASKED) || !has(Action.SET_MASKED, actions, 0, actions.end());
        if (sameSets && !has(Action.USERSPACE, actions, 0, actions.end())) {
            return actions;
        }
        Actions.Builder builder = Actions.builder();
        copy(actions, 0, actions.end(), upcallPid, key.copy(), builder);
        return builder.build();
    }

    private static boolean has(int opcode, Actions actions, int from, int end) {
        for (int at = from; at < end; at = actions.next(at)) {
            if (actions.opcode(at) == opcode
                    || hasNested(actions, at) && has(opcode, actions, nested(actions, at), actions.next(at))) {
                return true;
            }
        }
        return false;
    }

    /** Copy actions with the right channel, and sets in a form that the kernel has; the key is changed as they go. */
    private void copy(Actions actions, int from, int end, int pid, FlowKey key, Actions.Builder into) {
        for (int at = from; at < end; at = actions.next(at)) {
            int start = nested(actions, at);
            int next = actions.next(at);
            switch (actions.opcode(at)) {
                case Action.USERSPACE -> {
                    Action.Upcall upcall = actions.upcall(at);
                    into.userspace(
                            new Action.Upcall(pid, upcall.userData(), upcall.egressTunnelPort(), upcall.withActions()));
                }
                case Action.SET, Action.SET_MASKED -> {
                    for (int i = 0; i < actions.setCount(at); i++) {
                        int word = actions.setWord(at, i);
                        key.setWord(word, key.word(word) & ~actions.setMask(at, i) | actions.setValue(at, i));
                    }
                    if (abilities.reach().has(Action.SET_MASKED) || actions.opcode(at) == Action.SET) {
                        into.addAll(actions, at, next);
                    } else {
                        into.set(actions.setGroup(at), key);
                    }
                }
                case Action.SAMPLE ->
                    into.sample(actions.argument(at), inner -> copy(actions, start, next, pid, key.copy(), inner));
                case Action.CLONE -> into.copy(inner -> copy(actions, start, next, pid, key.copy(), inner));
                case Action.DEC_TTL -> into.decTtl(inner -> copy(actions, start, next, pid, key.copy(), inner));
                case Action.CHECK_PKT_LEN -> {
                    int shorter = actions.shorterStart(at);
                    into.checkLength(
                            actions.argument(at),
                            inner -> copy(actions, start, shorter, pid, key.copy(), inner),
                            inner -> copy(actions, shorter, next, pid, key.copy(), inner));
                }
                default -> into.addAll(actions, at, next);
            }
        }
    }
}
