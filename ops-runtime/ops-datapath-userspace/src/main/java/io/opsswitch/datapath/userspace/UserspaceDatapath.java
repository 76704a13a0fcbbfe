/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathAbilities;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.DatapathSpec;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.Meter;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.TunnelCodec;
import io.opsswitch.datapath.UpcallHandler;
import io.opsswitch.datapath.nativelib.LinkWatcher;
import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.userspace.engine.DevicePort;
import io.opsswitch.datapath.userspace.engine.EngineLog;
import io.opsswitch.datapath.userspace.engine.Flow;
import io.opsswitch.datapath.userspace.engine.PortBase;
import io.opsswitch.datapath.userspace.engine.SlotCounters;
import io.opsswitch.datapath.userspace.engine.Switchboard;
import io.opsswitch.datapath.userspace.engine.TunnelPort;
import io.opsswitch.datapath.userspace.engine.Worker;
import io.opsswitch.datapath.userspace.pmd.PmdReport;
import io.opsswitch.datapath.userspace.pmd.PmdThreads;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Switches packets in this process.
 *
 * <p>Ports are added and removed under this object's monitor; packets, flows and reading never take it. The device of a
 * removed port is closed when no thread can be using it any more, usually before {@link #removePort} returns; if a thread
 * is held up in an upcall, soon after that.
 */
final class UserspaceDatapath implements Datapath, LinkWatcher.Owner {

    private static final Vlog VLOG = Vlog.module("dpif_netdev");

    /** As in Open vSwitch's userspace datapath a limit against exhaustion; idle flows are removed by the owner. */
    static final int MAX_FLOWS = 200_000;

    private static final long RETIRE_WAIT_NANOS = TimeUnit.SECONDS.toNanos(1);

    /** A removed port whose device is to be closed after a grace period. */
    private record Retired(DevicePort port, long gracePeriod) {}

    private final DatapathSpec spec;
    private final Switchboard switchboard;
    private final PortFactory factory;
    private final PollThreads pollThreads;
    private final PmdThreads pmdThreads;
    private final PmdReport pmdReport;
    private final PortTable portTable;
    private final Queue<Retired> retired = new ConcurrentLinkedQueue<>();
    private final Object flowLock = new Object();
    private volatile @Nullable LinkWatcher watcher;
    private volatile Runnable portListener = () -> {};
    private long refusedFlows;
    private long lastFlow;

    UserspaceDatapath(
            DatapathSpec spec,
            PortFactory.Devices devices,
            @Nullable String nativeFailure,
            int threads,
            int spinMicros) {
        this.spec = spec;
        this.switchboard = new Switchboard(this, nativeFailure == null, threads, spec.clock());
        this.portTable = new PortTable(switchboard, devices.internalDummies());
        this.factory = new PortFactory(switchboard, devices, nativeFailure, this::portChanged);
        this.pollThreads = new PollThreads(switchboard, spec.name(), threads, spinMicros);
        this.pmdThreads = new PmdThreads(switchboard, spinMicros);
        this.pmdReport = new PmdReport(pmdThreads, () -> {
            long[] sums = switchboard.lentCounters();
            pollThreads.addCountersTo(sums);
            return sums;
        });
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
    public synchronized Port addTunnelPort(PortSpec spec, TunnelCodec codec) throws DatapathException {
        portTable.requireNew(spec.name());
        int number = portTable.numberFor(spec);
        TunnelPort port = new TunnelPort(number, spec, codec);
        portTable.publish(number, port);
        return port;
    }

    @Override
    public synchronized Port addPort(PortSpec spec) throws DatapathException {
        portTable.requireNew(spec.name());
        awaitRetired(() -> retired.stream().noneMatch(old -> old.port().name().equals(spec.name())));
        int number = portTable.numberFor(spec);
        PortBase port = factory.create(spec, number);
        if (port instanceof DevicePort device) {
            start(device);
        } else {
            portTable.publish(number, port);
            if (port.isPolledOnCores()) {
                pmdThreads.add(port);
            }
            connect(port, spec);
        }
        return port;
    }

    private void connect(PortBase port, PortSpec spec) throws DatapathException {
        if (port instanceof DummyPort dummy) {
            try {
                dummy.connect(spec);
            } catch (DatapathException e) {
                removePort(port.number());
                throw e;
            }
        }
    }

    private void poll(PortBase port) throws NativeException {
        if (port.isPolledOnCores()) {
            pmdThreads.add(port);
        } else {
            pollThreads.add(port);
        }
    }

    private void stopPolling(PortBase port) {
        pmdThreads.remove(port);
        pollThreads.remove(port);
    }

    private void start(DevicePort device) throws DatapathException {
        try {
            if (watcher == null) {
                watcher = new LinkWatcher(
                        spec.name() + "-links",
                        this,
                        e -> VLOG.err("%s: changes of network devices go unnoticed: %s", spec.name(), e.getMessage()));
            }
            portTable.publish(device.number(), device);
            poll(device);
        } catch (NativeException e) {
            portTable.publish(device.number(), null);
            retire(device);
            throw new DatapathException("could not add port " + device.name() + ": " + e.getMessage(), e);
        }
        // It may have gone or changed before the watcher knew of it.
        device.refresh();
    }

    @Override
    public void removePort(int number) {
        PortBase port;
        synchronized (this) {
            port = portTable.byNumber(number);
            if (port == null) {
                return;
            }
            portTable.publish(number, null);
            removeFlowsFrom(number);
            stopPolling(port);
            if (port instanceof DevicePort device) {
                retire(device);
            } else if (port instanceof DummyPort dummy) {
                dummy.close();
            }
        }
        if (port instanceof DevicePort) {
            awaitRetired(() -> retired.stream().noneMatch(old -> old.port() == port));
        }
    }

    @Override
    public List<Port> ports() {
        List<Port> list = new ArrayList<>();
        for (PortBase port : switchboard.ports()) {
            if (port != null) {
                list.add(port);
            }
        }
        return list;
    }

    @Override
    public @Nullable Port port(String name) {
        return portTable.byName(name);
    }

    @Override
    public void setUpcallHandler(UpcallHandler handler) {
        switchboard.setHandler(handler);
    }

    @Override
    public void setPortListener(Runnable listener) {
        portListener = listener;
    }

    private void portChanged() {
        portListener.run();
    }

    @Override
    public void putFlow(FlowKey key, FlowKey mask, Actions actions) {
        synchronized (flowLock) {
            Flow old = switchboard.flows().get(key, mask);
            if (old == null && switchboard.flows().size() >= MAX_FLOWS) {
                if (Long.bitCount(++refusedFlows) == 1) {
                    VLOG.warn(
                            "flow table of %s is full (%s flows), flow not installed (number %s)",
                            spec.name(), MAX_FLOWS, refusedFlows);
                }
                return;
            }
            Flow flow = new Flow(key, mask, actions, ++lastFlow, old);
            offer(flow, old == null);
            switchboard.flows().put(flow);
            EngineLog.flow(key, mask, actions, old == null ? null : old.actions());
        }
        // An upcall that is under way when its port is removed shall not leave a flow for a port that is no more.
        if (mask.get(FlowField.IN_PORT) == FlowField.IN_PORT.wordMask() >>> FlowField.IN_PORT.shift()
                && portTable.wasRemoved((int) key.get(FlowField.IN_PORT))) {
            removeFlow(key, mask);
        }
    }

    /** Say to which threads a flow belongs: to that in whose upcall it is made, or if it is new and in none to all. */
    private void offer(Flow flow, boolean isNew) {
        Worker upcalling = Worker.upcalling();
        if (upcalling != null && upcalling.isOf(switchboard)) {
            flow.offerTo(upcalling.slot());
        } else if (isNew) {
            flow.offerTo(SlotCounters.SHARED);
            pmdThreads.slotsByCore().values().forEach(flow::offerTo);
        }
    }

    @Override
    public List<ThreadFlows> dumpFlowsByThread() {
        List<Flow> flows = sortedFlows();
        List<ThreadFlows> dumps = new ArrayList<>();
        pmdThreads.slotsByCore().forEach((core, slot) -> dumps.add(ofThread(core, flows, slot, slot + 1)));
        dumps.add(ofThread(ThreadFlows.MAIN_THREAD, flows, 0, switchboard.firstCoreSlot()));
        return dumps;
    }

    private static ThreadFlows ofThread(int core, List<Flow> flows, int from, int to) {
        return new ThreadFlows(
                core,
                flows.stream()
                        .filter(flow -> flow.isOfferedTo(from, to))
                        .map(flow -> flow.entry(from, to))
                        .toList());
    }

    private List<Flow> sortedFlows() {
        List<Flow> flows = new ArrayList<>();
        switchboard.flows().forEach(flows::add);
        flows.sort(Comparator.comparingLong(Flow::sequence));
        return flows;
    }

    @Override
    public void configure(Map<String, String> otherConfig) {
        pmdThreads.configure(otherConfig);
    }

    @Override
    public synchronized void configurePort(int number, Map<String, String> otherConfig) {
        PortBase port = portTable.byNumber(number);
        if (port != null) {
            port.configure(otherConfig);
            pmdThreads.configure(port, otherConfig);
        }
    }

    @Override
    public DatapathAbilities abilities() {
        // Where this stands in for another datapath, tests count on what they know of that.
        return type().equals("netdev") ? DatapathAbilities.ALL : DatapathAbilities.USUAL.withCountsDrops(true);
    }

    /** Return what tells about threads on cores. */
    PmdReport pmdReport() {
        return pmdReport;
    }

    @Override
    public boolean removeFlow(FlowKey key, FlowKey mask) {
        synchronized (flowLock) {
            return switchboard.flows().remove(key, mask) != null;
        }
    }

    @Override
    public List<FlowEntry> dumpFlows() {
        return sortedFlows().stream().map(Flow::entry).toList();
    }

    @Override
    public void flush() {
        synchronized (flowLock) {
            switchboard.flows().clear();
        }
    }

    @Override
    public void execute(ByteBuffer packet, FlowKey metadata, Actions actions) {
        Worker upcalling = Worker.upcalling();
        if (upcalling != null && upcalling.isOf(switchboard)) {
            upcalling.executeInUpcall(packet, metadata, actions);
            return;
        }
        Worker worker = switchboard.borrow();
        worker.enter();
        try {
            worker.execute(packet, metadata, actions);
        } finally {
            worker.leave();
            switchboard.giveBack(worker);
        }
    }

    @Override
    public void setMeter(int id, Meter meter) {
        switchboard.meters().set(id, meter, switchboard.nowMillis());
    }

    @Override
    public boolean removeMeter(int id) {
        return switchboard.meters().remove(id);
    }

    @Override
    public Meter.@Nullable Statistics meterStatistics(int id) {
        return switchboard.meters().statistics(id);
    }

    @Override
    public void close() {
        // An interrupted caller too must get rid of everything.
        boolean wasInterrupted = Thread.interrupted();
        for (Port port : ports()) {
            removePort(port.number());
        }
        flush();
        try {
            synchronized (this) {
                if (!(pollThreads.stop() & pmdThreads.stop())) {
                    VLOG.warn("%s: an upcall does not return, its thread goes on", spec.name());
                }
                if (watcher != null) {
                    watcher.stop();
                    watcher = null;
                }
            }
        } catch (InterruptedException e) {
            wasInterrupted = true;
        }
        tidy();
        if (wasInterrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void onLinkChange() {
        boolean anyChanged = false;
        for (PortBase port : switchboard.ports()) {
            if (port instanceof DevicePort device) {
                anyChanged |= device.refresh();
            }
        }
        if (anyChanged) {
            portChanged();
        }
    }

    @Override
    public boolean tidy() {
        for (Retired old : retired) {
            if (switchboard.gracePeriod().isOver(old.gracePeriod())) {
                // Closed before it leaves the queue: who waits for that may use the name again at once.
                old.port().close();
                retired.remove(old);
            }
        }
        return !retired.isEmpty();
    }

    private void retire(DevicePort device) {
        retired.add(new Retired(device, switchboard.gracePeriod().start()));
    }

    /** Wait until retired ports are closed, but not for long: the caller may hold what an upcall waits for. */
    private void awaitRetired(BooleanSupplier done) {
        long end = System.nanoTime() + (Worker.upcalling() == null ? RETIRE_WAIT_NANOS : 0);
        while (tidy() && !done.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(50_000);
        }
        LinkWatcher current = watcher;
        if (!retired.isEmpty() && current != null) {
            current.wake();
        }
    }

    private void removeFlowsFrom(int number) {
        List<Flow> gone = new ArrayList<>();
        switchboard.flows().forEach(flow -> {
            if (flow.key().get(FlowField.IN_PORT) == number && flow.mask().get(FlowField.IN_PORT) != 0) {
                gone.add(flow);
            }
        });
        gone.forEach(flow -> removeFlow(flow.key(), flow.mask()));
    }
}
