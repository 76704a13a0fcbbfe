/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;

/**
 * A packet that a kernel hands to user space. Read in place: packet and user data lie in the message's buffer and are
 * valid until that is used again. Allocates nothing. One thread at a time.
 */
public final class Upcall {
    private final KeyReader keys = new KeyReader();
    private final MessageReader reader = new MessageReader();
    private final FlowKey key = new FlowKey();
    private final FlowKey egressTunnel = new FlowKey();
    private ByteBuffer buffer = ByteBuffer.allocate(0);
    private Fitness fitness = Fitness.PERFECT;
    private boolean isMiss;
    private int datapath;
    private int pid;
    private int packetOffset;
    private int packetLength;
    private int userDataOffset;
    private int userDataLength;
    private int actionsOffset;
    private int actionsLength;
    private int originalLength;
    private boolean hasEgressTunnel;
    private int largestFragment;
    private long hash;

    /** Read a message of the family {@code ovs_packet}, which lies between position and limit. */
    public void read(ByteBuffer message) throws MalformedMessageException {
        buffer = message;
        reader.open(message, PacketTable.TABLE);
        clear();
        int command = reader.command();
        if (command != PacketTable.CMD_MISS && command != PacketTable.CMD_ACTION) {
            throw reader.fail("command " + command + ", where 1 (no flow) or 2 (action) is wanted");
        }
        isMiss = command == PacketTable.CMD_MISS;
        datapath = reader.datapath();
        pid = reader.pid();
        boolean hasKey = false;
        while (reader.next()) {
            switch (reader.type()) {
                case PacketTable.PACKET -> {
                    packetOffset = reader.payload();
                    packetLength = reader.length();
                }
                case PacketTable.KEY -> {
                    fitness = keys.key(reader, key);
                    hasKey = true;
                }
                case PacketTable.USERDATA -> {
                    userDataOffset = reader.payload();
                    userDataLength = reader.length();
                }
                case PacketTable.ACTIONS -> {
                    actionsOffset = reader.position();
                    actionsLength = NetlinkHeader.aligned(reader.length()) + 4;
                }
                case PacketTable.EGRESS_TUN_KEY -> {
                    KeyReader.tunnel(reader, egressTunnel);
                    hasEgressTunnel = true;
                }
                case PacketTable.MRU -> largestFragment = reader.getInt();
                case PacketTable.LEN -> originalLength = reader.getInt();
                case PacketTable.HASH -> hash = reader.getLong();
                default -> {
                    // Newer kernels tell more.
                }
            }
        }
        if (!hasKey || packetOffset < 0) {
            throw reader.fail(hasKey ? "lacks the packet" : "lacks the key");
        }
        if (originalLength == 0) {
            originalLength = packetLength;
        }
    }

    private void clear() {
        fitness = Fitness.PERFECT;
        packetOffset = -1;
        packetLength = 0;
        userDataOffset = 0;
        userDataLength = 0;
        actionsLength = 0;
        originalLength = 0;
        hasEgressTunnel = false;
        largestFragment = 0;
        hash = 0;
    }

    /** Return whether no flow matched; otherwise an action wanted the packet. */
    public boolean isMiss() {
        return isMiss;
    }

    /** Return the datapath it comes from. */
    public int datapath() {
        return datapath;
    }

    /** Return the channel it was sent to, as the message says. */
    public int pid() {
        return pid;
    }

    /** Return its key; changes with the next read. */
    public FlowKey key() {
        return key;
    }

    /** Return how well the key fits what we know. */
    public Fitness fitness() {
        return fitness;
    }

    /** Return the buffer in which the packet lies. */
    public ByteBuffer buffer() {
        return buffer;
    }

    /** Return where the packet begins in the buffer. */
    public int packetOffset() {
        return packetOffset;
    }

    /** Return the bytes of the packet that are there. */
    public int packetLength() {
        return packetLength;
    }

    /** Return the bytes that the packet had before it was cut. */
    public int originalLength() {
        return originalLength;
    }

    /** Return where what the action gave along begins in the buffer. */
    public int userDataOffset() {
        return userDataOffset;
    }

    /** Return the bytes of what the action gave along. */
    public int userDataLength() {
        return userDataLength;
    }

    /** Return a copy of what the action gave along. */
    public byte[] userData() {
        byte[] bytes = new byte[userDataLength];
        buffer.get(userDataOffset, bytes);
        return bytes;
    }

    /** Return whether the actions of the flow are there. */
    public boolean hasActions() {
        return actionsLength > 0;
    }

    /** Read the actions of the flow; none if they are not there. */
    public Actions actions() throws MalformedMessageException {
        if (actionsLength == 0) {
            return Actions.DROP;
        }
        reader.openAttributes(
                buffer, actionsOffset, Math.min(actionsLength, buffer.limit() - actionsOffset), PacketTable.TABLE);
        reader.next();
        return ActionsReader.read(reader);
    }

    /** Return whether the outer header is there that the packet would get. */
    public boolean hasEgressTunnel() {
        return hasEgressTunnel;
    }

    /** Return the outer header that the packet would get, in a key's tunnel fields. */
    public FlowKey egressTunnel() {
        return egressTunnel;
    }

    /** Return the largest fragment of the packet as it came in, 0 if it was whole. */
    public int largestFragment() {
        return largestFragment;
    }

    /** Return its hash: value in the low 32 bits, 0 = none. */
    public long hash() {
        return hash;
    }
}
