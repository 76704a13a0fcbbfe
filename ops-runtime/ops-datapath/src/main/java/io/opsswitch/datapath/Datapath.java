/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A datapath: ports, and a table of flows that says what happens to a packet that comes in by one of them. A packet
 * that no flow matches goes to the {@link UpcallHandler}, which decides, and usually installs a flow for the packets to
 * come. The same roles as dpif in Open vSwitch.
 *
 * <p>Safe for use by several threads.
 */
public interface Datapath extends AutoCloseable {

    /** Return the name that was given when the datapath was opened, such as {@code ovs-netdev}. */
    String name();

    /** Return the type that selects it in {@code Bridge.datapath_type}: {@code netdev} or {@code system}. */
    String type();

    /** Return what it can do; another answer may come after it went away and was found again. */
    DatapathAbilities abilities();

    /**
     * Add a port and return its state.
     *
     * @throws DatapathException if the device is missing, in use or of an unknown type; the message is fit for {@code
     *     Interface.error}
     */
    Port addPort(PortSpec spec) throws DatapathException;

    /**
     * Add a port that stands for one kind of tunnel: packets whose outer headers {@link Action#TUNNEL_POP} took off come
     * in by it. It is no device, nothing can be sent out of it.
     *
     * @throws DatapathException if this datapath has no tunnels of this kind
     */
    default Port addTunnelPort(PortSpec spec, TunnelCodec codec) throws DatapathException {
        throw new DatapathException("could not add port " + spec.name() + ": datapaths of type " + type()
                + " have no tunnels; use a bridge with datapath_type netdev");
    }

    /** Remove a port and every flow that came in by it; nothing happens when there is no such port. */
    void removePort(int number);

    /** Return the ports in the order of their numbers. */
    List<Port> ports();

    /**
     * Return whether ports and flows stay when this object is closed, or its process ends. Such a datapath may have some
     * from the start: {@link #addPort} takes over a port that is there already, and {@link #dumpFlows} tells of flows that
     * somebody else has installed.
     */
    default boolean isLasting() {
        return false;
    }

    /**
     * Remove the ports of a lasting datapath that nobody has added to, or taken over by, this object: those that a former
     * run has left.
     */
    default void removeOtherPorts() {}

    /** Return the port of a name, or null if there is none. */
    default @Nullable Port port(String name) {
        for (Port port : ports()) {
            if (port.name().equals(name)) {
                return port;
            }
        }
        return null;
    }

    /** Set who decides about packets that no flow matches; before that they are dropped. */
    void setUpcallHandler(UpcallHandler handler);

    /**
     * Have somebody told when the state of a port may have changed other than through this datapath: a device lost its
     * carrier, went away or came back. He is called by a thread of the datapath or of who changed a stand-in, and must
     * return soon. A datapath that never tells is asked for the states instead.
     */
    default void setPortListener(Runnable listener) {}

    /**
     * Install a flow, or replace the actions of the one with the same masked key and mask.
     *
     * @param key the fields to match; bits outside the mask match nothing, but may be shown to people. May be kept, so not
     *     to be changed afterwards
     * @throws IllegalArgumentException if the datapath cannot do one of the actions; the message names it
     */
    void putFlow(FlowKey key, FlowKey mask, Actions actions);

    /** Remove a flow; return whether it was there. */
    boolean removeFlow(FlowKey key, FlowKey mask);

    /** Return all flows with their statistics at some moment during the call. */
    List<FlowEntry> dumpFlows();

    /** Return all flows as the datapath itself has them, for people; their keys may have fewer bits. */
    default List<ShownFlow> showFlows() {
        return dumpFlows().stream().map(ShownFlow::of).toList();
    }

    /** Return what the datapath counts of itself; null if it does not. */
    default @Nullable DatapathStatistics statistics() {
        return null;
    }

    /** Return all ports that there are, for people, in the order of their numbers; also those of others. */
    default List<Port> showPorts() {
        return ports();
    }

    /** Return the flows of each of its threads, with what packets of that thread have counted; threads without flows too. */
    default List<ThreadFlows> dumpFlowsByThread() {
        return List.of(new ThreadFlows(ThreadFlows.MAIN_THREAD, dumpFlows()));
    }

    /**
     * Go by {@code Open_vSwitch.other_config} from now on, as far as it is about datapaths. Returns when it is in effect;
     * may be called again though nothing has changed.
     */
    default void configure(Map<String, String> otherConfig) {}

    /** Go by {@code Interface.other_config} of a port from now on, as far as it is about datapaths. */
    default void configurePort(int number, Map<String, String> otherConfig) {}

    /** Remove all flows. */
    void flush();

    /**
     * Execute actions on a packet.
     *
     * @param packet an Ethernet frame from position to limit; its contents may be changed
     * @param metadata what is known of the packet but not in it: the port it is taken to have come from, mark, priority,
     *     recirculation, hash and tunnel; all other fields are read from the packet. A whole key of it will do. Not kept
     * @throws IllegalArgumentException if the datapath cannot do one of the actions; the message names it
     */
    void execute(ByteBuffer packet, FlowKey metadata, Actions actions);

    /**
     * Make a meter for {@link Action#METER}, or make it anew with full buckets and counters of zero.
     *
     * @param id any number of those that the datapath has; who shares a datapath shares them
     * @throws IllegalArgumentException if the datapath cannot have such a meter; the message says why
     */
    void setMeter(int id, Meter meter);

    /** Remove a meter; return whether it was there. Packets pass where actions still name it. */
    boolean removeMeter(int id);

    /** Return what a meter has counted, or null if there is no such meter. */
    Meter.@Nullable Statistics meterStatistics(int id);

    /**
     * Stop all threads, remove all ports and flows; those of a lasting datapath stay. Nothing may be called afterwards,
     * but for {@link #removePort} and {@link #removeMeter} of a lasting datapath, which then do nothing.
     */
    @Override
    void close();

    /** Close, and remove a lasting datapath too with its ports and flows, as far as the system lets that be. */
    default void destroy() {
        close();
    }

    /**
     * A flow for people.
     *
     * @param ufid the text of its number
     * @param flow the flow
     */
    record ShownFlow(String ufid, FlowEntry flow) {

        /** Return a flow with the number that this switch gives it. */
        public static ShownFlow of(FlowEntry flow) {
            return new ShownFlow(FlowUfid.of(flow.key(), flow.mask()), flow);
        }
    }

    /**
     * One flow and its statistics. The key may have bits that the mask does not have, which match nothing; neither is changed
     * any more. {@code usedMillis} is by the clock of {@link DatapathSpec}, 0 = never.
     */
    record FlowEntry(FlowKey key, FlowKey mask, Actions actions, long packets, long bytes, long usedMillis) {}

    /**
     * The flows of a thread.
     *
     * @param core the processor core of the thread, or {@link #MAIN_THREAD} for all those that have none of their own
     */
    record ThreadFlows(int core, List<FlowEntry> flows) {

        /** Stands for the threads without a core of their own. */
        public static final int MAIN_THREAD = -1;
    }
}
