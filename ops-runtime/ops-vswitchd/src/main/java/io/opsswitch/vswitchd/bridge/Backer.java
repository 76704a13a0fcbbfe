/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.common.log.Vlog;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathAbilities;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.PacketInjector;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.revalidate.Revalidator;
import io.opsswitch.vswitchd.table.meter.DatapathMeters;
import io.opsswitch.vswitchd.upcall.ChangeLog;
import io.opsswitch.vswitchd.upcall.FlowLimit;
import io.opsswitch.vswitchd.upcall.FlowTable;
import io.opsswitch.vswitchd.upcall.PacketSender;
import io.opsswitch.vswitchd.upcall.UpcallProcessor;
import io.opsswitch.vswitchd.xlate.Translator;
import java.util.List;
import java.util.function.LongSupplier;

/**
 * One datapath and all that makes it forward for the bridges on it: translation, installed flows, and the thread that
 * looks after them.
 *
 * <p>The reconciler publishes snapshots; the datapath's threads and the revalidator read the newest.
 */
public final class Backer implements AutoCloseable {

    private static final Vlog VLOG = Vlog.module("ofproto_dpif_upcall");
    private static final long PASS_INTERVAL_MILLIS = 500;
    private static final long LEAST_REST_MILLIS = 5;

    private final Datapath datapath;
    private final Translator translator;
    private final PacketSender packetSender;
    private final DatapathMeters meters;
    private final FlowTable flows;
    private final LongSupplier clock;
    private final FlowLimit limit = new FlowLimit();
    private final ChangeLog changes = new ChangeLog(this::wakeUp);
    private final UpcallProcessor upcalls;
    private final Revalidator revalidator;
    private final Thread thread;
    private final Object alarm = new Object();
    private boolean alarmed;
    private long restMillis = LEAST_REST_MILLIS;
    private volatile boolean closed;
    private volatile boolean paused;
    /** Whether flows of a former run are left alone and no packets are taken, until all is configured. */
    private volatile boolean waiting;

    private boolean hasLeftPorts = true;
    private volatile boolean receiving;
    private volatile SwitchSnapshot snapshot = SwitchSnapshot.EMPTY;
    /** What the datapath could do when it was last asked. */
    private DatapathAbilities abilities;

    /** Take over a datapath of which nobody uses the ports; what flows it has are looked at when bridges are there. */
    public Backer(Datapath datapath, LongSupplier clock) {
        this.datapath = datapath;
        this.clock = clock;
        this.translator = new Translator(clock);
        this.abilities = datapath.abilities();
        translator.setAbilities(abilities);
        this.flows = new FlowTable(datapath, translator::release);
        this.meters = new DatapathMeters(datapath);
        this.packetSender = new PacketSender(this::snapshot, translator, datapath, clock);
        translator.setInjector(packetSender);
        this.upcalls = new UpcallProcessor(this::snapshot, translator, flows, limit, changes, clock);
        this.revalidator = new Revalidator(datapath, this::snapshot, translator, flows, limit, changes, clock);
        this.thread = new Thread(this::revalidate, "revalidator-" + datapath.name());
        thread.setDaemon(true);
    }

    /** Start; packets are handled when there are bridges. */
    public Backer start() {
        thread.start();
        return this;
    }

    /** Return the datapath. */
    public Datapath datapath() {
        return datapath;
    }

    /** Return the time of the clock by which flows are used, in milliseconds. */
    public long nowMillis() {
        return clock.getAsLong();
    }

    /** Return the meters of the datapath. */
    public DatapathMeters meters() {
        return meters;
    }

    /** Return what translates packets. */
    public Translator translator() {
        return translator;
    }

    /** Return what sends the packets of controllers. */
    public PacketInjector packetInjector() {
        return packetSender;
    }

    /** Return where changes of MAC tables are to be reported. */
    public ChangeLog changes() {
        return changes;
    }

    /** Return the limits on flows. */
    public FlowLimit limit() {
        return limit;
    }

    /** Return how many flows are installed. */
    public int flowCount() {
        return flows.size();
    }

    /** Return how many packets no flow matched. */
    public long upcallCount() {
        return upcalls.upcalls();
    }

    /** Return how many packets took a flow, as of the last look at the flows. */
    public long hitCount() {
        return revalidator.hits();
    }

    /** Return the newest snapshot. */
    public SwitchSnapshot snapshot() {
        return snapshot;
    }

    /** Remove the ports that a former run has left and no bridge has; called when the bridges first have theirs. */
    void removeLeftPorts() {
        if (hasLeftPorts) {
            hasLeftPorts = false;
            datapath.removeOtherPorts();
        }
    }

    /** Forward by other bridges; on return no packet takes a flow that the old ones decided about. */
    public void publish(List<OfBridge> bridges) {
        DatapathAbilities now = datapath.abilities();
        if (!now.equals(abilities)) {
            abilities = now;
            translator.setAbilities(now);
        }
        snapshot = new SwitchSnapshot(snapshot.generation() + 1, bridges);
        if (!waiting) {
            revalidator.pass();
            receive();
        }
    }

    /**
     * Leave flows as they are and take no packets, or no longer do so: while the flows of bridges are being restored, what
     * the bridges would decide is not what they will decide. Called by the thread that publishes.
     */
    public void setWaiting(boolean isWaiting) {
        boolean ends = waiting && !isWaiting;
        waiting = isWaiting && !receiving;
        if (ends) {
            VLOG.info("%s@%s: flows are restored, packets are handled from now on", datapath.type(), datapath.name());
            revalidator.pass();
            receive();
        }
    }

    private void receive() {
        if (!receiving) {
            receiving = true;
            datapath.setUpcallHandler(upcalls);
        }
    }

    /** Look at all flows now: take counters, age, translate anew. */
    public void revalidateNow() {
        if (receiving) {
            revalidator.pass();
        }
    }

    /** Return when no flow contradicts what has changed before the call, as it would do by itself within milliseconds. */
    public void catchUp() {
        if (receiving) {
            revalidator.catchUp();
        }
    }

    /** Remove all flows; packets to come make new ones. */
    public void purge() {
        revalidator.purge();
    }

    /** Give each combination of fields a flow of its own, or no more; all flows are made anew. */
    public void setMegaflows(boolean areOn) {
        translator.setMegaflows(areOn);
        revalidator.purge();
    }

    /** Have bridges look at so many VLAN tags; return whether that changes what they decide. */
    boolean setVlanLimit(int tags) {
        return translator.setVlanLimit(tags);
    }

    /** Stop looking after flows, or go on. */
    public void setPaused(boolean isPaused) {
        paused = isPaused;
    }

    /** Stop; remove all flows and ports. */
    @Override
    public void close() {
        stop();
        datapath.destroy();
    }

    /** Stop; the ports and flows of a lasting datapath stay as they are. */
    public void leave() {
        stop();
        datapath.close();
    }

    private void stop() {
        closed = true;
        wakeUp();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void wakeUp() {
        synchronized (alarm) {
            alarmed = true;
            alarm.notifyAll();
        }
    }

    private void revalidate() {
        while (!closed) {
            try {
                pause();
                if (!closed && !paused && receiving) {
                    long start = System.nanoTime();
                    revalidator.pass();
                    // However fast stations come and go, leave half of the time to others.
                    restMillis = Math.max(LEAST_REST_MILLIS, (System.nanoTime() - start) / 1_000_000);
                }
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                VLOG.err("datapath %s: revalidation failed and will be tried again: %s", datapath.name(), e);
            }
        }
    }

    /** Wait for a change, but not longer than a pass is due; then let changes that come in a row gather. */
    private void pause() throws InterruptedException {
        long deadline = System.nanoTime() / 1_000_000 + PASS_INTERVAL_MILLIS;
        synchronized (alarm) {
            for (long left = PASS_INTERVAL_MILLIS;
                    !alarmed && left > 0;
                    left = deadline - System.nanoTime() / 1_000_000) {
                alarm.wait(left);
            }
            alarmed = false;
        }
        Thread.sleep(closed ? 0 : restMillis);
    }
}
