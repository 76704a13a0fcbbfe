/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.SlowPathCookie;
import io.opsswitch.datapath.frame.HeaderSetter;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;

/**
 * Which actions a kernel does, and what becomes of the others: what {@link SlowExecution} can do takes the slow path by way
 * of the switch, all else is refused with the reason. Immutable.
 */
final class KernelActions {

    /** What no kernel sets. */
    private static final Set<KeyGroup> NEVER_SET =
            EnumSet.of(KeyGroup.ARP, KeyGroup.ICMP, KeyGroup.ICMPV6, KeyGroup.ND, KeyGroup.ND_EXTENSIONS);

    private static final byte[] SLOW = new SlowPathCookie(SlowPathCookie.ACTION).encode();

    private final Set<Integer> missing;
    private final Set<KeyGroup> slow = EnumSet.copyOf(NEVER_SET);
    private final Set<KeyGroup> refused = EnumSet.noneOf(KeyGroup.class);
    private final boolean hasMaskedSets;

    /**
     * Create the rules of a kernel.
     *
     * @param missing opcodes of {@link Action} that it does not have
     * @param unsettable groups that it cannot set, beside those that no kernel can
     */
    KernelActions(Set<Integer> missing, Set<KeyGroup> unsettable) {
        this.missing = new HashSet<>(missing);
        // What it sets only as a whole is written so for each flow, whose key tells the rest.
        this.hasMaskedSets = !this.missing.remove(Action.SET_MASKED);
        for (KeyGroup group : unsettable) {
            (HeaderSetter.supports(group) ? slow : refused).add(group);
        }
    }

    /** Return the opcodes that the kernel lacks and that are refused. */
    Set<Integer> missing() {
        return Set.copyOf(missing);
    }

    /** Return whether some of the actions can only be done by the switch itself. */
    boolean isSlow(Actions actions) {
        return isSlow(actions, 0, actions.end());
    }

    private boolean isSlow(Actions actions, int from, int end) {
        for (int at = from; at < end; at = actions.next(at)) {
            if (isSlowSet(actions, at)
                    || hasNested(actions, at) && isSlow(actions, nested(actions, at), actions.next(at))) {
                return true;
            }
        }
        return false;
    }

    /** Return whether an action sets what only the switch itself can set. */
    boolean isSlowSet(Actions actions, int at) {
        int opcode = actions.opcode(at);
        return (opcode == Action.SET || opcode == Action.SET_MASKED) && slow.contains(actions.setGroup(at));
    }

    private static boolean hasNested(Actions actions, int at) {
        return actions.nestedStart(at) != actions.next(at);
    }

    /** Return where the nested actions begin; for a choice, the first ones, behind which the others follow. */
    private static int nested(Actions actions, int at) {
        return actions.nestedStart(at);
    }

    /**
     * Check that all actions can be done, one way or the other.
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
            if (missing.contains(opcode)) {
                problems.add(Action.name(opcode));
            } else if ((opcode == Action.SET || opcode == Action.SET_MASKED)
                    && refused.contains(actions.setGroup(at))) {
                problems.add("set of " + actions.setGroup(at));
            }
            if (hasNested(actions, at)) {
                if (opcode != Action.CLONE && isSlow(actions, nested(actions, at), actions.next(at))) {
                    // The switch would have to decide what the kernel decides: a sample, a length.
                    problems.add("set of headers of ARP, ICMP or neighbour discovery inside of " + Action.name(opcode));
                }
                collect(actions, nested(actions, at), actions.next(at), problems);
            }
        }
    }

    /**
     * Return the actions that the kernel gets for a flow: these, or a detour by way of the switch.
     *
     * @param key the flow's
     * @param upcallPid the channel for its upcalls
     */
    Actions forFlow(Actions actions, FlowKey key, int upcallPid) {
        if (isSlow(actions)) {
            return Actions.builder()
                    .userspace(new Action.Upcall(upcallPid, SLOW, -1, false))
                    .build();
        }
        return forPacket(actions, key, upcallPid);
    }

    /** Return the actions that the kernel gets for one packet, of which none is slow. */
    Actions forPacket(Actions actions, FlowKey key, int upcallPid) {
        boolean sameSets = hasMaskedSets || !has(Action.SET_MASKED, actions, 0, actions.end());
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
                    if (hasMaskedSets || actions.opcode(at) == Action.SET) {
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
