/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.testing;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathAbilities;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.DatapathProvider;
import io.opsswitch.datapath.DatapathSpec;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.Meter;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.UpcallHandler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * A datapath in memory with the behaviour that the SPI promises, and devices that tests make and break. Frames go
 * through it on the caller's thread.
 */
public final class FakeDatapath implements Datapath {
    private final String name;
    private final LongSupplier clock;
    private final Map<Integer, FakePort> ports = new TreeMap<>();
    private final Map<Flow, Flow> flows = new LinkedHashMap<>();
    private final Map<String, List<byte[]>> sent = new TreeMap<>();
    private final List<String> log = new ArrayList<>();
    private final Set<String> missing;
    private UpcallHandler handler = (datapath, packet, key) -> {};
    private int upcalls;

    private FakeDatapath(String name, LongSupplier clock, Set<String> missing) {
        this.name = name;
        this.clock = clock;
        this.missing = missing;
    }

    /** Opens one fake datapath, which it keeps for the test to look at. */
    public static final class Provider implements DatapathProvider {
        private final LongSupplier clock;
        private final Set<String> missing = new HashSet<>();
        private FakeDatapath current;

        /** Create a provider whose datapath counts time with this clock. */
        public Provider(LongSupplier clock) {
            this.clock = clock;
        }

        /** Return the datapath that is open, or was last. */
        public FakeDatapath datapath() {
            return current;
        }

        /** Let a system device be missing, or appear. */
        public void setMissing(String device, boolean isMissing) {
            synchronized (missing) {
                if (isMissing) {
                    missing.add(device);
                } else {
                    missing.remove(device);
                }
            }
        }

        @Override
        public String symbol() {
            return "OPS_DATAPATH_FAKE";
        }

        @Override
        public String type() {
            return "netdev";
        }

        @Override
        public Set<String> interfaceTypes() {
            return Set.of("system", "internal", "tap", "dummy");
        }

        @Override
        public Datapath open(DatapathSpec spec) {
            current = new FakeDatapath(spec.name(), clock, missing);
            return current;
        }
    }

    /** Return what was done to the ports, one line each: {@code add p1 system}, {@code remove p1}. */
    public synchronized List<String> log() {
        return new ArrayList<>(log);
    }

    /** Return how many packets no flow matched. */
    public synchronized int upcalls() {
        return upcalls;
    }

    /** Return the port of this name, or null. */
    @Override
    public synchronized FakePort port(String portName) {
        return ports.values().stream()
                .filter(port -> port.name().equals(portName))
                .findFirst()
                .orElse(null);
    }

    /** Let a frame come in by a port, and return what went out because of it: frames by port name. */
    public Map<String, List<byte[]>> receive(String portName, byte[] frame) {
        FlowKey key;
        UpcallHandler upcall;
        synchronized (this) {
            FakePort port = port(portName);
            sent.clear();
            port.rxPackets++;
            port.rxBytes += frame.length;
            key = Frames.key(frame, port.number());
            Flow flow = lookup(key);
            if (flow != null) {
                flow.packets++;
                flow.bytes += frame.length;
                flow.used = clock.getAsLong();
                execute(ByteBuffer.wrap(frame.clone()), key, flow.actions);
                return new TreeMap<>(sent);
            }
            upcalls++;
            upcall = handler;
        }
        upcall.upcall(this, ByteBuffer.wrap(frame.clone()), key);
        synchronized (this) {
            return new TreeMap<>(sent);
        }
    }

    private Flow lookup(FlowKey key) {
        for (Flow flow : flows.keySet()) {
            if (key.masked(flow.mask).equals(flow.key)) {
                return flow;
            }
        }
        return null;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String type() {
        return "netdev";
    }

    @Override
    public DatapathAbilities abilities() {
        return DatapathAbilities.ALL.withCountsDrops(false);
    }

    @Override
    public synchronized Port addPort(PortSpec spec) throws DatapathException {
        synchronized (missing) {
            if (missing.contains(spec.name())) {
                throw new DatapathException("could not open network device " + spec.name() + " (No such device)");
            }
        }
        if (!Set.of("system", "internal", "tap", "dummy").contains(spec.type())) {
            throw new DatapathException("no interface type " + spec.type());
        }
        if (port(spec.name()) != null) {
            throw new DatapathException("could not open network device " + spec.name() + " (File exists)");
        }
        int number = 1;
        while (ports.containsKey(number)) {
            number++;
        }
        FakePort port = new FakePort(number, spec);
        ports.put(number, port);
        log.add("add " + spec.name() + " " + spec.type());
        return port;
    }

    @Override
    public synchronized void removePort(int number) {
        FakePort port = ports.remove(number);
        if (port != null) {
            log.add("remove " + port.name());
        }
        flows.keySet().removeIf(flow -> flow.key.get(FlowField.IN_PORT) == number);
    }

    @Override
    public synchronized List<Port> ports() {
        return new ArrayList<>(ports.values());
    }

    @Override
    public synchronized void setUpcallHandler(UpcallHandler upcallHandler) {
        handler = upcallHandler;
    }

    @Override
    public synchronized void putFlow(FlowKey key, FlowKey mask, Actions actions) {
        requireKnown(actions);
        Flow flow = new Flow(key.masked(mask), mask.copy());
        flow = flows.computeIfAbsent(flow, same -> same);
        flow.actions = actions;
    }

    @Override
    public synchronized boolean removeFlow(FlowKey key, FlowKey mask) {
        return flows.remove(new Flow(key.masked(mask), mask.copy())) != null;
    }

    @Override
    public synchronized List<FlowEntry> dumpFlows() {
        List<FlowEntry> entries = new ArrayList<>();
        for (Flow flow : flows.keySet()) {
            entries.add(new FlowEntry(flow.key, flow.mask, flow.actions, flow.packets, flow.bytes, flow.used));
        }
        return entries;
    }

    @Override
    public synchronized void flush() {
        flows.clear();
    }

    @Override
    public synchronized void execute(ByteBuffer packet, FlowKey metadata, Actions actions) {
        byte[] frame = new byte[packet.remaining()];
        packet.duplicate().get(frame);
        requireKnown(actions);
        for (int at = 0; at < actions.end(); at = actions.next(at)) {
            switch (actions.opcode(at)) {
                case Action.OUTPUT -> send(actions.argument(at), frame);
                case Action.POP_VLAN -> frame = Frames.pop(frame);
                default -> {
                    int tag = actions.argument(at);
                    frame = Frames.push(frame, tag >>> 16, tag & 0xffff);
                }
            }
        }
    }

    @Override
    public void setMeter(int id, Meter meter) {
        throw new IllegalArgumentException("the fake datapath has no meters");
    }

    @Override
    public boolean removeMeter(int id) {
        return false;
    }

    @Override
    public Meter.Statistics meterStatistics(int id) {
        return null;
    }

    private static void requireKnown(Actions actions) {
        for (int at = 0; at < actions.end(); at = actions.next(at)) {
            switch (actions.opcode(at)) {
                case Action.OUTPUT, Action.POP_VLAN, Action.PUSH_VLAN -> {}
                default -> throw new IllegalArgumentException(
                        "the fake datapath does not know " + Action.name(actions.opcode(at)));
            }
        }
    }

    private void send(int number, byte[] frame) {
        FakePort port = ports.get(number);
        if (port != null) {
            port.txPackets++;
            port.txBytes += frame.length;
            sent.computeIfAbsent(port.name(), key -> new ArrayList<>()).add(frame.clone());
        }
    }

    @Override
    public synchronized void close() {
        ports.clear();
        flows.clear();
        log.add("close");
    }

    private static final class Flow {
        private final FlowKey key;
        private final FlowKey mask;
        private Actions actions = Actions.DROP;
        private long packets;
        private long bytes;
        private long used;

        Flow(FlowKey key, FlowKey mask) {
            this.key = key;
            this.mask = mask;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Flow flow && key.equals(flow.key) && mask.equals(flow.mask);
        }

        @Override
        public int hashCode() {
            return Arrays.asList(key, mask).hashCode();
        }
    }

    /** A port whose device tests can change. */
    public static final class FakePort implements Port {
        private static final LinkModes COPPER = new LinkModes(1 << 11, 0, 0, 0);

        private final int number;
        private final PortSpec spec;
        private long address;
        private int mtu = 1500;
        private volatile boolean present = true;
        private volatile boolean adminUp = true;
        private volatile boolean linkUp = true;
        private volatile long linkResets;
        private long rxPackets;
        private long rxBytes;
        private long txPackets;
        private long txBytes;

        FakePort(int number, PortSpec spec) {
            this.number = number;
            this.spec = spec;
            this.address = spec.macAddress() != 0
                    ? spec.macAddress()
                    : 0x0200_0000_0000L | spec.name().hashCode() & 0xffff;
        }

        /** Let the device disappear. */
        public void vanish() {
            present = false;
        }

        /** Change the carrier. */
        public void setLinkUp(boolean up) {
            linkUp = up;
            linkResets++;
        }

        /** Return what the port was added with. */
        public PortSpec spec() {
            return spec;
        }

        @Override
        public int number() {
            return number;
        }

        @Override
        public String name() {
            return spec.name();
        }

        @Override
        public String type() {
            return spec.type();
        }

        @Override
        public long macAddress() {
            return address;
        }

        @Override
        public void setMacAddress(long newAddress) {
            address = newAddress;
        }

        @Override
        public PortState state() {
            return new PortState(present, adminUp, linkUp, 10_000_000_000L, true, mtu, number + 100, linkResets, COPPER);
        }

        @Override
        public void setAdminUp(boolean isUp) {
            adminUp = isUp;
        }

        @Override
        public void setMtu(int newMtu) throws DatapathException {
            if (newMtu > 9000) {
                throw new DatapathException("MTU " + newMtu + " is too large");
            }
            mtu = newMtu;
        }

        @Override
        public PortStatistics statistics() {
            return new PortStatistics(rxPackets, rxBytes, 0, 0, txPackets, txBytes, 0, 0);
        }
    }
}
