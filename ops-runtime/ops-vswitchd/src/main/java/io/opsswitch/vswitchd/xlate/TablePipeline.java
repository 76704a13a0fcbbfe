/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.field.TlvLayout;
import io.opsswitch.vswitchd.classifier.LookupState;
import io.opsswitch.vswitchd.classifier.Versions;
import io.opsswitch.vswitchd.ofproto.ControllerSink;
import io.opsswitch.vswitchd.ofproto.Pipeline;
import io.opsswitch.vswitchd.ofproto.Translating;
import io.opsswitch.vswitchd.table.FlowTables;
import io.opsswitch.vswitchd.table.group.BucketChooser;
import io.opsswitch.vswitchd.table.group.GroupTable;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongConsumer;

/**
 * Decides about packets by the flow tables and groups of a bridge. Safe for use by several threads: each translation
 * enters one version of the tables and leaves it at its end.
 *
 * <p>Whoever changes tables, groups, or what {@link PipelineSettings} tell, calls {@link #changed} afterwards, so that the
 * flows that were decided about by the old ones are decided about anew.
 */
public final class TablePipeline implements Pipeline {

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final FlowTables tables;
    private final GroupTable groups;
    private final ControllerSink controllers;
    private final PipelineSettings settings;
    private final LongConsumer changes;
    private final BucketChooser chooser;
    private final long tag = 1L << (NUMBERS.getAndIncrement() & Long.SIZE - 1);
    private final ConcurrentLinkedQueue<Reading> idle = new ConcurrentLinkedQueue<>();

    /** What a translation needs to look up; used again by others after it. */
    static final class Reading {
        final Versions.Reader reader;
        final LookupState state = new LookupState();
        long version;

        Reading(Versions.Reader reader) {
            this.reader = reader;
        }
    }

    /**
     * Create a pipeline.
     *
     * @param controllers gets the packets for the bridge's controllers
     * @param changes is told the pipeline's tag by {@link #changed}
     */
    public TablePipeline(
            FlowTables tables,
            GroupTable groups,
            ControllerSink controllers,
            PipelineSettings settings,
            LongConsumer changes) {
        this.tables = tables;
        this.groups = groups;
        this.controllers = controllers;
        this.settings = settings;
        this.changes = changes;
        this.chooser = new BucketChooser(groups, settings::isPortLive);
    }

    /** Have decided anew what was decided by the tables, groups and settings as they were. */
    public void changed() {
        changes.accept(tag);
    }

    /** Return where packets for the bridge's controllers go. */
    public ControllerSink controllers() {
        return controllers;
    }

    /** Bring the options of a packet's tunnel into the form of this bridge; return false if they are damaged. */
    public boolean readTunnelOptions(FlowKey key) {
        return TunnelOptions.toFields(key, settings);
    }

    /** Return where keys have the fields {@code tun_metadata}. */
    public TlvLayout tunnelOptions() {
        return settings.tunnelOptions();
    }

    @Override
    public void process(Translating packet) {
        if (!(packet instanceof Journey journey)) {
            throw new IllegalArgumentException("flow tables translate only what a Translator has begun");
        }
        journey.walk.arrive();
    }

    FlowTables tables() {
        return tables;
    }

    GroupTable groups() {
        return groups;
    }

    PipelineSettings settings() {
        return settings;
    }

    BucketChooser chooser() {
        return chooser;
    }

    long tag() {
        return tag;
    }

    /** Enter the version of the tables that is in use now. */
    Reading enter() {
        Reading reading = idle.poll();
        if (reading == null) {
            reading = new Reading(tables.versions().newReader());
        }
        reading.version = reading.reader.enter();
        return reading;
    }

    void leave(Reading reading) {
        reading.reader.leave();
        idle.offer(reading);
    }
}
