/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.upcall;

import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.Vlog;
import io.opsswitch.common.log.VlogRateLimit;
import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.ControllerCookie;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.SlowPathCookie;
import io.opsswitch.datapath.UpcallHandler;
import io.opsswitch.vswitchd.ofproto.Effect;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.xlate.ControllerUpcall;
import io.opsswitch.vswitchd.xlate.Translation;
import io.opsswitch.vswitchd.xlate.Translator;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Decides about packets that no flow matches: translates each, installs a flow for those to come, and sends it on its
 * way. Called by the datapath's threads, several at a time.
 */
public final class UpcallProcessor implements UpcallHandler {

    private static final Vlog VLOG = Vlog.module("ofproto_dpif_upcall");
    /** Explanations are long: one a minute. */
    private static final VlogRateLimit ENDLESS = new VlogRateLimit(1, 1);

    private final Supplier<SwitchSnapshot> snapshots;
    private final Translator translator;
    private final FlowTable flows;
    private final FlowLimit limit;
    private final ChangeLog changes;
    private final LongSupplier clock;
    private final LongAdder upcalls = new LongAdder();

    /** Create a processor; the clock gives milliseconds. */
    public UpcallProcessor(
            Supplier<SwitchSnapshot> snapshots,
            Translator translator,
            FlowTable flows,
            FlowLimit limit,
            ChangeLog changes,
            LongSupplier clock) {
        this.snapshots = snapshots;
        this.translator = translator;
        this.flows = flows;
        this.limit = limit;
        this.changes = changes;
        this.clock = clock;
    }

    /** Return how many packets were handled. */
    public long upcalls() {
        return upcalls.sum();
    }

    @Override
    public void upcall(Datapath datapath, ByteBuffer packet, FlowKey key) {
        upcalls.increment();
        SwitchSnapshot snapshot = snapshots.get();
        long sequence = changes.sequence();
        Translation translation = translate(snapshot, packet, key);
        long now = clock.getAsLong();
        for (Effect effect : translation.effects()) {
            effect.credit(1, packet.remaining(), now);
        }
        boolean installs = flows.size() < limit.limit();
        if (installs) {
            flows.install(key, translation, snapshot.generation(), sequence, now);
            if (snapshots.get() != snapshot) {
                // The reconfiguration may have looked at the flows before this one was there: put it right.
                correct(key, now);
            }
        }
        if (!translation.actions().isEmpty() || datapath.abilities().countsDrops()) {
            datapath.execute(packet, key, translation.actions());
        }
        if (!installs) {
            translator.release(translation);
        }
    }

    private Translation translate(SwitchSnapshot snapshot, ByteBuffer packet, FlowKey key) {
        Translation translation = translator.translate(snapshot, key, true, packet.remaining());
        if (translation.isEndless()) {
            VLOG.log(ENDLESS, LogLevel.WARN, "%s", new Explanation(translator, snapshot, key));
        }
        return translation;
    }

    @Override
    public void userspace(Datapath datapath, ByteBuffer packet, FlowKey key, Action.Upcall upcall) {
        if (SlowPathCookie.decode(upcall.userData()) != null) {
            executeSlowly(datapath, packet, key);
            return;
        }
        ControllerCookie cookie = ControllerCookie.decode(upcall.userData());
        if (cookie == null) {
            throw new IllegalStateException(
                    "a packet came with " + upcall.userData().length + " bytes that no action of this switch has");
        }
        ControllerUpcall.deliver(translator, snapshots.get(), cookie, key, packet);
    }

    /** Do what the datapath cannot. Its flow counts the packet, and so what the packet does is credited with the flow. */
    private void executeSlowly(Datapath datapath, ByteBuffer packet, FlowKey key) {
        Translation translation = translate(snapshots.get(), packet, key);
        try {
            if (!translation.actions().isEmpty()) {
                datapath.execute(packet, key, translation.actions());
            }
        } finally {
            translator.release(translation);
        }
    }

    private void correct(FlowKey key, long now) {
        SwitchSnapshot newer = snapshots.get();
        long sequence = changes.sequence();
        flows.install(key, translator.translate(newer, key, false), newer.generation(), sequence, now);
    }
}
