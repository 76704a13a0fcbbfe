/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate.headers;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;

/** The VLAN tags of a key, of which it holds two; number 0 is the outermost one. */
public final class VlanStack {

    /** How many tags a key holds. */
    public static final int MAX = 2;

    private static final FlowField[] TCI = {FlowField.VLAN_TCI, FlowField.INNER_VLAN_TCI};
    private static final FlowField[] TPID = {FlowField.VLAN_TPID, FlowField.INNER_VLAN_TPID};

    private VlanStack() {}

    /** Return how many tags there are. */
    public static int count(FlowKey key) {
        int count = 0;
        while (count < MAX && (key.get(TCI[count]) & FlowField.VLAN_PRESENT) != 0) {
            count++;
        }
        return count;
    }

    /** Remove the outermost tag, if there is one. */
    public static void pop(FlowKey key, FlowKey mask) {
        int count = count(key);
        for (int i = 1; i < count; i++) {
            matchAll(mask, i);
            set(key, i - 1, tag(key, i));
        }
        if (count > 0) {
            set(key, count - 1, 0);
        }
    }

    /** Make room for a tag in front of the others, the last of which may get lost; it is still to be set. */
    public static void push(FlowKey key, FlowKey mask) {
        int count = count(key);
        for (int i = 0; i < count; i++) {
            matchAll(mask, i);
        }
        for (int i = MAX - 1; i > 0; i--) {
            set(key, i, tag(key, i - 1));
        }
        set(key, 0, 0);
    }

    /** Set the outermost tag: its TPID, and its TCI with the bit that says that it is there. */
    public static void setOutermost(FlowKey key, int tpid, int tci) {
        set(key, 0, (long) tpid << 16 | tci & 0xffff);
    }

    /** Bring the tags of a packet in line: those from the inside that agree stay, the others are popped and pushed. */
    static void commit(FlowKey wanted, FlowKey base, FlowKey mask, Actions.Builder actions) {
        int there = count(base) - 1;
        int next = count(wanted) - 1;
        while (there >= 0 && next >= 0 && tag(base, there) == tag(wanted, next)) {
            there--;
            next--;
        }
        for (; there >= 0; there--) {
            actions.popVlan();
            matchAll(mask, there);
        }
        for (; next >= 0; next--) {
            actions.pushVlan((int) wanted.get(TPID[next]), (int) wanted.get(TCI[next]));
        }
        for (int i = 0; i < MAX; i++) {
            set(base, i, tag(wanted, i));
        }
    }

    private static long tag(FlowKey key, int index) {
        return key.get(TPID[index]) << 16 | key.get(TCI[index]);
    }

    private static void set(FlowKey key, int index, long tag) {
        key.set(TPID[index], tag >>> 16).set(TCI[index], tag);
    }

    private static void matchAll(FlowKey mask, int index) {
        mask.matchAll(TPID[index]).matchAll(TCI[index]);
    }
}
