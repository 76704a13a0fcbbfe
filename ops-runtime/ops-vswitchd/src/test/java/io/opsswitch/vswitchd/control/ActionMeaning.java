/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.ControllerCookie;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.vswitchd.xlate.headers.MplsStack;
import io.opsswitch.vswitchd.xlate.headers.VlanStack;
import java.util.ArrayList;
import java.util.List;

/** What actions of a datapath do with a packet: each thing that comes out of it, and what it looks like then. */
final class ActionMeaning {

    private final List<String> events = new ArrayList<>();
    private final Actions actions;
    private FlowKey packet;
    private int length = -1;

    private ActionMeaning(Actions actions, FlowKey packet) {
        this.actions = actions;
        this.packet = packet.copy();
    }

    /** Return what comes out, in order. */
    static List<String> of(Actions actions, FlowKey packet) {
        ActionMeaning meaning = new ActionMeaning(actions, packet);
        meaning.list(0, actions.end());
        return meaning.events;
    }

    private void list(int from, int to) {
        for (int at = from; at < to; at = actions.next(at)) {
            one(at);
        }
    }

    private void one(int at) {
        switch (actions.opcode(at)) {
            case Action.OUTPUT -> {
                out("output " + actions.argument(at) + (length < 0 ? "" : " cut to " + length));
                length = -1;
            }
            case Action.USERSPACE ->
                out("userspace " + ControllerCookie.decode(actions.upcall(at).userData()));
            case Action.RECIRC -> out("recirc");
            case Action.HASH -> out("hash " + actions.argument(at, 0) + " " + actions.argument(at, 1));
            case Action.TRUNC -> length = actions.argument(at);
            case Action.SET, Action.SET_MASKED -> {
                for (int i = 0; i < actions.setCount(at); i++) {
                    int word = actions.setWord(at, i);
                    long mask = actions.setMask(at, i);
                    packet.setWord(word, packet.word(word) & ~mask | actions.setValue(at, i) & mask);
                }
            }
            case Action.PUSH_VLAN -> {
                VlanStack.push(packet, new FlowKey());
                VlanStack.setOutermost(
                        packet, actions.argument(at) >>> 16, actions.argument(at) & 0xffff | FlowField.VLAN_PRESENT);
            }
            case Action.POP_VLAN -> VlanStack.pop(packet, new FlowKey());
            case Action.PUSH_MPLS -> {
                FlowKey unused = new FlowKey();
                int count = MplsStack.count(packet, unused);
                MplsStack.push(packet, unused, count, actions.argument(at, 1), true);
                packet.set(FlowField.MPLS_LSE_0, actions.argument(at));
            }
            case Action.POP_MPLS -> {
                FlowKey unused = new FlowKey();
                MplsStack.pop(packet, unused, MplsStack.count(packet, unused), actions.argument(at));
            }
            case Action.CLONE -> {
                FlowKey before = packet.copy();
                list(actions.nestedStart(at), actions.next(at));
                packet = before;
            }
            case Action.CHECK_PKT_LEN -> {
                FlowKey before = packet.copy();
                events.add("longer than " + actions.argument(at));
                list(actions.nestedStart(at), actions.shorterStart(at));
                packet = before.copy();
                events.add("not longer");
                list(actions.shorterStart(at), actions.next(at));
                packet = before;
                events.add("end");
            }
            default -> throw new IllegalArgumentException("nothing is known of " + Action.name(actions.opcode(at)));
        }
    }

    private void out(String what) {
        StringBuilder text = new StringBuilder(what);
        for (int word = 0; word < FlowKey.PIPELINE_WORD; word++) {
            if (packet.word(word) != 0) {
                text.append(' ').append(word).append('=').append(Long.toHexString(packet.word(word)));
            }
        }
        events.add(text.toString());
    }
}
