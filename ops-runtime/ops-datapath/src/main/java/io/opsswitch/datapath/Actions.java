/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * What a datapath does with the packets of a flow, in order; no action at all drops them. Immutable.
 *
 * <p>Stored as one array of integers, so that the datapath walks it without following references: each action is a head
 * (its opcode and its length) and its arguments, nested actions among them. The few actions whose arguments are not
 * integers keep them beside the array. To walk:
 *
 * <pre>{@code
 * for (int at = 0; at < actions.end(); at = actions.next(at)) {
 *     switch (actions.opcode(at)) {
 *         case Action.OUTPUT -> send(actions.argument(at));
 *         case Action.CLONE -> walk(actions, actions.nestedStart(at), actions.next(at));
 * }}</pre>
 */
public final class Actions {

    /** Drop. */
    public static final Actions DROP = new Actions(new int[0], new Object[0]);

    /** How deep actions may be nested; the kernels' datapaths allow no more. */
    public static final int MAX_DEPTH = 16;

    private static final int LENGTH_BITS = 24;
    private static final int MAX_LENGTH = (1 << LENGTH_BITS) - 1;
    /** Integers of one word of a set action: its index, two of value, two of mask. */
    private static final int SET_WORD = 5;

    private final int[] code;
    private final Object[] objects;

    private Actions(int[] code, Object[] objects) {
        this.code = code;
        this.objects = objects;
    }

    /** Start a list of actions. */
    public static Builder builder() {
        return new Builder();
    }

    /** Return whether there is no action: packets are dropped. */
    public boolean isEmpty() {
        return code.length == 0;
    }

    /** Return the place behind the last action; the first one is at 0. */
    public int end() {
        return code.length;
    }

    /** Return the place behind the action at a place, with all that is nested in it. */
    public int next(int at) {
        return at + (code[at] & MAX_LENGTH);
    }

    /** Return the opcode of the action at a place, one of {@link Action}. */
    public int opcode(int at) {
        return code[at] >>> LENGTH_BITS;
    }

    /** Return the first argument of the action at a place. */
    public int argument(int at) {
        return code[at + 1];
    }

    /** Return an argument of the action at a place, from 0. */
    public int argument(int at, int index) {
        return code[at + 1 + index];
    }

    /** Return where the actions begin that are nested in that at a place; they end where the next action begins. */
    public int nestedStart(int at) {
        return switch (opcode(at)) {
            case Action.SAMPLE -> at + 2;
            case Action.CLONE, Action.DEC_TTL -> at + 1;
            // The length check has two lists: its second argument is the length of the first.
            case Action.CHECK_PKT_LEN -> at + 3;
            default -> next(at);
        };
    }

    /** Return where the actions for short packets begin in the length check at a place: behind those for long ones. */
    public int shorterStart(int at) {
        return at + 3 + argument(at, 1);
    }

    /** Return the upcall at a place. */
    public Action.Upcall upcall(int at) {
        return (Action.Upcall) objects[argument(at)];
    }

    /** Return the connection tracking at a place. */
    public Action.ConnTrack connTrack(int at) {
        return (Action.ConnTrack) objects[argument(at)];
    }

    /** Return the network service header at a place. */
    public Action.Nsh nsh(int at) {
        return (Action.Nsh) objects[argument(at)];
    }

    /** Return the outer headers of a tunnel at a place. */
    public Action.TunnelPush tunnelPush(int at) {
        return (Action.TunnelPush) objects[argument(at)];
    }

    /** Return the cookie of the psample action at a place; not to be changed. */
    public byte[] cookie(int at) {
        return (byte[]) objects[argument(at, 1)];
    }

    /** Return the group of fields that the set action at a place changes. */
    public KeyGroup setGroup(int at) {
        return KeyGroup.of(argument(at));
    }

    /** Return the number of key words that the set action at a place changes. */
    public int setCount(int at) {
        return ((code[at] & MAX_LENGTH) - 2) / SET_WORD;
    }

    /** Return the index of a key word that the set action at a place changes. */
    public int setWord(int at, int index) {
        return code[at + 2 + SET_WORD * index];
    }

    /** Return the value of a key word that the set action at a place changes; 0 outside the mask. */
    public long setValue(int at, int index) {
        return twoWords(at + 3 + SET_WORD * index);
    }

    /** Return which bits of a key word the set action at a place changes. */
    public long setMask(int at, int index) {
        return twoWords(at + 5 + SET_WORD * index);
    }

    /** Return which bits of a field the set action at a place changes. */
    public long fieldMask(int at, FlowField field) {
        for (int i = 0; i < setCount(at); i++) {
            if (setWord(at, i) == field.word()) {
                return (setMask(at, i) & field.wordMask()) >>> field.shift();
            }
        }
        return 0;
    }

    /** Return the value of a field that the set action at a place changes; 0 outside {@link #fieldMask}. */
    public long fieldValue(int at, FlowField field) {
        for (int i = 0; i < setCount(at); i++) {
            if (setWord(at, i) == field.word()) {
                return (setValue(at, i) & field.wordMask()) >>> field.shift();
            }
        }
        return 0;
    }

    private long twoWords(int at) {
        return (long) code[at] << 32 | code[at + 1] & 0xffff_ffffL;
    }

    /** Return the Ethernet destination (0) or source (1) of the push of an Ethernet header at a place. */
    public long ethernetAddress(int at, int which) {
        return twoWords(at + 1 + 2 * which);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Actions actions
                && Arrays.equals(code, actions.code)
                && Arrays.deepEquals(objects, actions.objects);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(code) + Arrays.deepHashCode(objects);
    }

    /**
     * Return a form for people who debug: each action's name and its integers, nested ones included. What {@code dpctl}
     * prints comes from the package {@code text}.
     */
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder("[");
        for (int at = 0; at < code.length; at = next(at)) {
            out.append(at > 0 ? ", " : "").append(Action.name(opcode(at)));
            for (int i = at + 1; i < next(at); i++) {
                out.append(' ').append(code[i]);
            }
        }
        return out.append(']').toString();
    }

    /**
     * Collects actions. Used by one thread; nested actions are added to the same builder while it calls back.
     *
     * <p>Methods with nested actions throw {@link IllegalArgumentException} if these are deeper than {@link #MAX_DEPTH}.
     */
    public static final class Builder {
        private int[] code = new int[8];
        private int length;
        private int depth;
        private final List<Object> objects = new ArrayList<>(0);

        private Builder() {}

        /** Add an output. */
        public Builder output(int port) {
            return add(Action.OUTPUT, port);
        }

        /** Add an upcall. */
        public Builder userspace(Action.Upcall upcall) {
            return add(Action.USERSPACE, keep(upcall));
        }

        /** Add the setting of all fields of a group. */
        public Builder set(KeyGroup group, FlowKey value) {
            return set(Action.SET, group, value, group.exact());
        }

        /** Add the setting of those bits of a group of fields that the mask has. */
        public Builder setMasked(KeyGroup group, FlowKey value, FlowKey mask) {
            return set(Action.SET_MASKED, group, value, mask.masked(group.exact()));
        }

        private Builder set(int opcode, KeyGroup group, FlowKey value, FlowKey mask) {
            int head = open(opcode);
            append(group.number());
            for (int i = 0; i < mask.extent(); i++) {
                if (mask.word(i) != 0) {
                    append(i);
                    append(value.word(i) & mask.word(i));
                    append(mask.word(i));
                }
            }
            return close(head);
        }

        /** Add a push of an 802.1Q (0x8100) or 802.1ad (0x88a8) tag with this TCI (VID and PCP). */
        public Builder pushVlan(int tpid, int tci) {
            return add(Action.PUSH_VLAN, tpid << 16 | tci & 0xefff);
        }

        /** Add the removal of the outermost tag. */
        public Builder popVlan() {
            return add(Action.POP_VLAN);
        }

        /** Add nested actions that are done with a probability, a fraction of 2^32 - 1. */
        public Builder sample(int probability, Consumer<Builder> nested) {
            int head = open(Action.SAMPLE);
            append(probability);
            nest(nested);
            return close(head);
        }

        /** Add a recirculation. */
        public Builder recirc(int id) {
            return add(Action.RECIRC, id);
        }

        /** Add the computation of a hash. */
        public Builder hash(int algorithm, int basis) {
            return add(Action.HASH, algorithm, basis);
        }

        /** Add a push of an MPLS label stack entry. */
        public Builder pushMpls(int entry, int etherType) {
            return add(Action.PUSH_MPLS, entry, etherType);
        }

        /** Add the removal of an MPLS label stack entry. */
        public Builder popMpls(int etherType) {
            return add(Action.POP_MPLS, etherType);
        }

        /** Add connection tracking. */
        public Builder connTrack(Action.ConnTrack connTrack) {
            return add(Action.CT, keep(connTrack));
        }

        /** Add a truncation. */
        public Builder trunc(int bytes) {
            return add(Action.TRUNC, bytes);
        }

        /** Add a push of an Ethernet header. */
        public Builder pushEthernet(long destination, long source) {
            int head = open(Action.PUSH_ETH);
            append(destination);
            append(source);
            return close(head);
        }

        /** Add the removal of the Ethernet header. */
        public Builder popEthernet() {
            return add(Action.POP_ETH);
        }

        /** Add the forgetting of the connection's state. */
        public Builder connTrackClear() {
            return add(Action.CT_CLEAR);
        }

        /** Add a push of a network service header. */
        public Builder pushNsh(Action.Nsh header) {
            return add(Action.PUSH_NSH, keep(header));
        }

        /** Add the removal of the network service header. */
        public Builder popNsh() {
            return add(Action.POP_NSH);
        }

        /** Add a meter. */
        public Builder meter(int id) {
            return add(Action.METER, id);
        }

        /** Add nested actions on a copy. */
        public Builder copy(Consumer<Builder> nested) {
            int head = open(Action.CLONE);
            nest(nested);
            return close(head);
        }

        /** Add a choice by the packet's length. */
        public Builder checkLength(int bytes, Consumer<Builder> longer, Consumer<Builder> notLonger) {
            int head = open(Action.CHECK_PKT_LEN);
            append(bytes);
            int firstLength = length;
            append(0);
            nest(longer);
            code[firstLength] = length - firstLength - 1;
            nest(notLonger);
            return close(head);
        }

        /** Add a label stack entry in front of the network layer (flags 0) or of the whole packet (1). */
        public Builder addMpls(int entry, int etherType, int flags) {
            return add(Action.ADD_MPLS, entry, etherType, flags);
        }

        /** Add a lowering of the time to live, with what is done when it has run out. */
        public Builder decTtl(Consumer<Builder> exhausted) {
            int head = open(Action.DEC_TTL);
            nest(exhausted);
            return close(head);
        }

        /** Add a drop with a reason. */
        public Builder drop(int reason) {
            return add(Action.DROP, reason);
        }

        /** Add a sample for psample. */
        public Builder psample(int group, byte[] cookie) {
            return add(Action.PSAMPLE, group, keep(cookie.clone()));
        }

        /** Add the outer headers of a tunnel. */
        public Builder tunnelPush(Action.TunnelPush push) {
            return add(Action.TUNNEL_PUSH, keep(push));
        }

        /** Add the removal of the outer headers of a tunnel. */
        public Builder tunnelPop(int port) {
            return add(Action.TUNNEL_POP, port);
        }

        /** Add all of some other actions. */
        public Builder addAll(Actions other) {
            return addAll(other, 0, other.end());
        }

        /** Add those of some other actions, or of the actions nested in them, that stand from one place to another. */
        public Builder addAll(Actions other, int from, int to) {
            int start = length;
            int end = start + to - from;
            if (end > code.length) {
                code = Arrays.copyOf(code, Math.max(2 * code.length, end));
            }
            System.arraycopy(other.code, from, code, start, to - from);
            length = end;
            if (other.objects.length > 0) {
                relocate(start, length, objects.size());
                objects.addAll(Arrays.asList(other.objects));
            }
            return this;
        }

        /** Let actions that were copied find their objects behind those that were there before. */
        private void relocate(int from, int to, int by) {
            for (int at = from; at < to; ) {
                int next = at + (code[at] & MAX_LENGTH);
                switch (code[at] >>> LENGTH_BITS) {
                    case Action.USERSPACE, Action.CT, Action.PUSH_NSH, Action.TUNNEL_PUSH -> code[at + 1] += by;
                    case Action.PSAMPLE -> code[at + 2] += by;
                    case Action.SAMPLE -> relocate(at + 2, next, by);
                    case Action.CLONE, Action.DEC_TTL -> relocate(at + 1, next, by);
                    case Action.CHECK_PKT_LEN -> relocate(at + 3, next, by);
                    default -> {}
                }
                at = next;
            }
        }

        /** Return about how many bytes the actions collected so far take where they are sent. */
        public int bytes() {
            return length * Integer.BYTES;
        }

        /** Return the actions collected so far. */
        public Actions build() {
            return length == 0 ? DROP : new Actions(Arrays.copyOf(code, length), objects.toArray());
        }

        private Builder add(int opcode, int... arguments) {
            int head = open(opcode);
            for (int argument : arguments) {
                append(argument);
            }
            return close(head);
        }

        private int keep(Object object) {
            objects.add(object);
            return objects.size() - 1;
        }

        private void nest(Consumer<Builder> nested) {
            if (depth == MAX_DEPTH) {
                throw new IllegalArgumentException(
                        "actions nested deeper than " + MAX_DEPTH + ": the datapaths do not take them, nest fewer");
            }
            depth++;
            nested.accept(this);
            depth--;
        }

        private int open(int opcode) {
            append(opcode << LENGTH_BITS);
            return length - 1;
        }

        private Builder close(int head) {
            if (length - head > MAX_LENGTH) {
                throw new IllegalStateException("an action of " + (length - head) + " words");
            }
            code[head] |= length - head;
            return this;
        }

        private void append(long value) {
            append((int) (value >>> 32));
            append((int) value);
        }

        private void append(int value) {
            if (length == code.length) {
                code = Arrays.copyOf(code, 2 * length);
            }
            code[length++] = value;
        }
    }
}
