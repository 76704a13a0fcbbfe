/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;

/**
 * What is known of a packet but not in it. Used again and again; allocates only when it first holds a tunnel. Belongs to
 * an executor.
 */
final class Metadata {

    /** Holds nothing but metadata: recirculation and hash. */
    private static final int LOOKUP_WORD = FlowField.RECIRC_ID.word();

    /** Holds nothing but metadata: priority and mark. */
    private static final int SOCKET_WORD = FlowField.PKT_MARK.word();

    private static final int TUNNEL_WORD = FlowField.TUN_ID.word();

    private int inPort;
    private int mark;
    private int priority;
    private int recirculation;
    private int hash;
    /** The words of the tunnel, where keys have them. */
    private final FlowKey tunnel = new FlowKey();

    /** Return whether fields of a group are metadata that can be set. */
    static boolean supports(KeyGroup group) {
        return group == KeyGroup.SKB_MARK || group == KeyGroup.PRIORITY || group == KeyGroup.TUNNEL;
    }

    /** Forget everything but the port. */
    void reset(int port) {
        inPort = port;
        mark = 0;
        priority = 0;
        recirculation = 0;
        hash = 0;
        tunnel.clear();
    }

    /** Take what is metadata out of a key. */
    void read(FlowKey key) {
        inPort = (int) key.get(FlowField.IN_PORT);
        mark = (int) key.get(FlowField.PKT_MARK);
        priority = (int) key.get(FlowField.SKB_PRIORITY);
        recirculation = (int) key.get(FlowField.RECIRC_ID);
        hash = (int) key.get(FlowField.DP_HASH);
        tunnel.clear();
        copyTunnel(key, tunnel);
    }

    /** Put this into the key of a packet. */
    void write(FlowKey key) {
        key.set(FlowField.IN_PORT, inPort);
        key.setWord(LOOKUP_WORD, (long) recirculation << FlowField.RECIRC_ID.shift() | hash & 0xffffffffL);
        key.setWord(SOCKET_WORD, (long) priority << FlowField.SKB_PRIORITY.shift() | mark & 0xffffffffL);
        copyTunnel(tunnel, key);
    }

    private static void copyTunnel(FlowKey from, FlowKey to) {
        int end = Math.min(from.extent(), FlowKey.PIPELINE_WORD);
        for (int i = TUNNEL_WORD; i < end; i++) {
            to.setWord(i, from.word(i));
        }
    }

    void copyFrom(Metadata other) {
        inPort = other.inPort;
        mark = other.mark;
        priority = other.priority;
        recirculation = other.recirculation;
        hash = other.hash;
        if (tunnel.extent() + other.tunnel.extent() > 0) {
            tunnel.copyFrom(other.tunnel);
        }
    }

    /** Do a set action; return false if it is about something else. */
    boolean set(Actions actions, int at) {
        switch (actions.setGroup(at)) {
            case SKB_MARK -> mark = changed(actions, at, FlowField.PKT_MARK, mark);
            case PRIORITY -> priority = changed(actions, at, FlowField.SKB_PRIORITY, priority);
            case TUNNEL -> {
                for (int i = 0; i < actions.setCount(at); i++) {
                    int word = actions.setWord(at, i);
                    tunnel.setWord(word, tunnel.word(word) & ~actions.setMask(at, i) | actions.setValue(at, i));
                }
            }
            default -> {
                return false;
            }
        }
        return true;
    }

    private static int changed(Actions actions, int at, FlowField field, int old) {
        return (int) (old & ~actions.fieldMask(at, field) | actions.fieldValue(at, field));
    }

    int inPort() {
        return inPort;
    }

    void setRecirculation(int id) {
        recirculation = id;
    }

    void setHash(int value) {
        hash = value;
    }

    /** Be those of a packet that has got outer headers, and comes into the bridge below by this port. */
    void comeFrom(int port) {
        inPort = port;
        tunnel.clear();
    }

    /** Return a key that has the words of the tunnel and no others, all zero without one. */
    FlowKey tunnel() {
        return tunnel;
    }
}
