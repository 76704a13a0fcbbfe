/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/**
 * What a datapath can do that not all can: what the switch decides is written so that the datapath can do it. Immutable.
 *
 * @param hasMasks whether flows have masks; without, each flow is for packets that are the same in all fields
 * @param pushesTunnels whether {@link Action#TUNNEL_PUSH} puts outer headers of tunnels in front; else the ports for tunnels
 *     do so by themselves, by the tunnel's fields, which are set before
 * @param countsDrops whether it takes the action {@link Action#DROP} and counts what it drops by the reason given there
 * @param checksLengths whether it can look at the length of a packet; else each packet that wants it comes to user space
 * @param takesLongActions whether the actions of a flow may be longer than 64 kB; else such packets come to user space
 * @param slowSets the groups of fields that flows cannot set; packets for which one of them is set come to user space, from
 *     where {@link Datapath#execute} does set them
 * @param reach how far into packets it looks, and which actions it lacks
 */
public record DatapathAbilities(
        boolean hasMasks,
        boolean pushesTunnels,
        boolean countsDrops,
        boolean checksLengths,
        boolean takesLongActions,
        Set<KeyGroup> slowSets,
        Reach reach) {

    /**
     * How far a datapath looks into packets, and what it cannot do with them.
     *
     * @param vlanTags tags that flows match
     * @param mplsLabels labels that flows match
     * @param hashAlgorithm the highest number of an algorithm that {@link Action#HASH} takes
     * @param looksAtNdExtensions whether flows match flags and types of options of neighbour discovery
     * @param missing opcodes of {@link Action} that it lacks, among those that not every datapath has
     */
    public record Reach(
            int vlanTags, int mplsLabels, int hashAlgorithm, boolean looksAtNdExtensions, Set<Integer> missing) {

        /** As far as keys and actions go. */
        public static final Reach WHOLE = new Reach(2, 3, Action.HASH_SYMMETRIC_L4, true, Set.of());

        /** Copy the opcodes. */
        public Reach {
            missing = Set.copyOf(missing);
        }

        /** Return whether it has an action that not every datapath has. */
        public boolean has(int opcode) {
            return !missing.contains(opcode);
        }

        /** Return this with an action, or without it. */
        public Reach with(int opcode, boolean isThere) {
            Set<Integer> lacking = new HashSet<>(missing);
            if (isThere) {
                lacking.remove(opcode);
            } else {
                lacking.add(opcode);
            }
            return new Reach(vlanTags, mplsLabels, hashAlgorithm, looksAtNdExtensions, lacking);
        }
    }

    /** The groups that no kernel's datapath sets. */
    public static final Set<KeyGroup> SET_BY_NO_KERNEL =
            Set.copyOf(EnumSet.of(KeyGroup.ARP, KeyGroup.ICMP, KeyGroup.ICMPV6, KeyGroup.ND, KeyGroup.ND_EXTENSIONS));

    /** All there are. */
    public static final DatapathAbilities ALL =
            new DatapathAbilities(true, true, true, true, true, Set.of(), Reach.WHOLE);

    /** Those that Open vSwitch's own tools and tests count on. */
    public static final DatapathAbilities USUAL =
            new DatapathAbilities(true, true, false, true, false, SET_BY_NO_KERNEL, Reach.WHOLE);

    /** Copy the groups. */
    public DatapathAbilities {
        slowSets = Set.copyOf(slowSets);
    }

    /** Return these but for tunnels. */
    public DatapathAbilities withPushesTunnels(boolean value) {
        return new DatapathAbilities(hasMasks, value, countsDrops, checksLengths, takesLongActions, slowSets, reach);
    }

    /** Return these but for reasons of drops. */
    public DatapathAbilities withCountsDrops(boolean value) {
        return new DatapathAbilities(hasMasks, pushesTunnels, value, checksLengths, takesLongActions, slowSets, reach);
    }

    /** Return these but for lengths. */
    public DatapathAbilities withChecksLengths(boolean value) {
        return new DatapathAbilities(hasMasks, pushesTunnels, countsDrops, value, takesLongActions, slowSets, reach);
    }

    /** Return these with another reach. */
    public DatapathAbilities withReach(Reach value) {
        return new DatapathAbilities(
                hasMasks, pushesTunnels, countsDrops, checksLengths, takesLongActions, slowSets, value);
    }

    /** Return whether some of the actions, nested ones too, set what flows cannot. */
    public boolean isSlow(Actions actions) {
        return !slowSets.isEmpty() && isSlow(actions, 0, actions.end());
    }

    /** Return whether some of the actions between two places, nested ones too, set what flows cannot. */
    public boolean isSlow(Actions actions, int from, int end) {
        for (int at = from; at < end; at = actions.next(at)) {
            if (isSlowSet(actions, at)) {
                return true;
            }
            int nested = actions.nestedStart(at);
            if (nested != actions.next(at) && isSlow(actions, nested, actions.next(at))) {
                return true;
            }
        }
        return false;
    }

    /** Return whether an action itself sets what flows cannot. */
    public boolean isSlowSet(Actions actions, int at) {
        int opcode = actions.opcode(at);
        return (opcode == Action.SET || opcode == Action.SET_MASKED) && slowSets.contains(actions.setGroup(at));
    }
}
