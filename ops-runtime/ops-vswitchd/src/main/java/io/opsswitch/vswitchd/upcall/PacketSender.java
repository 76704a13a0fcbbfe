/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.upcall;

import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.action.OfpAct;
import io.opsswitch.openflow.message.packet.Continuation;
import io.opsswitch.vswitchd.ofproto.Effect;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.OfPort;
import io.opsswitch.vswitchd.ofproto.PacketInjector;
import io.opsswitch.vswitchd.ofproto.PacketKeys;
import io.opsswitch.vswitchd.ofproto.Place;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import io.opsswitch.vswitchd.xlate.Translation;
import io.opsswitch.vswitchd.xlate.Translator;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.UUID;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/**
 * Translates the packets of controllers for one datapath, and has it send them. Safe for use by several threads; the
 * packet is gone when a call returns.
 */
public final class PacketSender implements PacketInjector {
    /** In place of a packet in a bridge that is gone. */
    private static final StagedPacket NOTHING = new StagedPacket() {
        @Override
        public void send() {
            // Nobody is there any more who could send it.
        }

        @Override
        public void discard() {
            // Nothing is held.
        }
    };

    private final Supplier<SwitchSnapshot> snapshots;
    private final Translator translator;
    private final Datapath datapath;
    private final LongSupplier clock;

    /** Create one; the clock gives milliseconds. */
    public PacketSender(
            Supplier<SwitchSnapshot> snapshots, Translator translator, Datapath datapath, LongSupplier clock) {
        this.snapshots = snapshots;
        this.translator = translator;
        this.datapath = datapath;
        this.clock = clock;
    }

    @Override
    public void packetOut(UUID bridge, FlowKey metadata, List<OfpAct> actions, byte[] packet) {
        SwitchSnapshot snapshot = snapshots.get();
        OfBridge here = snapshot.bridge(bridge);
        if (here != null) {
            FlowKey key = PacketKeys.of(packet, metadata);
            execute(snapshot, here, key, packet, translator.packetOut(snapshot, here, key, actions));
        }
    }

    @Override
    public StagedPacket stage(UUID bridge, FlowKey metadata, List<OfpAct> actions, byte[] packet, long version) {
        SwitchSnapshot snapshot = snapshots.get();
        OfBridge here = snapshot.bridge(bridge);
        if (here == null) {
            return NOTHING;
        }
        FlowKey key = PacketKeys.of(packet, metadata);
        Translator.Staged staged = translator.stage(snapshot, here, key, actions, packet.length, version);
        return new StagedPacket() {
            @Override
            public void send() {
                execute(snapshot, here, key, packet, staged.translation());
                translator.sendInjections(staged);
            }

            @Override
            public void discard() {
                translator.release(staged.translation());
            }
        };
    }

    @Override
    public void resume(UUID bridge, FlowKey metadata, Continuation continuation, byte[] packet) {
        SwitchSnapshot snapshot = snapshots.get();
        OfBridge here = snapshot.bridge(continuation.bridge());
        if (here == null) {
            throw new OpenFlowException(
                    OpenFlowError.NXR_STALE, "the bridge where the packet was held is gone, it cannot go on");
        }
        FlowKey key = PacketKeys.of(packet, metadata);
        execute(snapshot, here, key, packet, translator.resume(snapshot, key, continuation, metadata));
    }

    private void execute(
            SwitchSnapshot snapshot, OfBridge bridge, FlowKey key, byte[] packet, Translation translation) {
        long now = clock.getAsLong();
        for (Effect effect : translation.effects()) {
            effect.credit(1, packet.length, now);
        }
        try {
            if (!translation.actions().isEmpty()) {
                Place place = snapshot.ofNumber(bridge, (int) key.get(FlowField.IN_PORT));
                FlowKey there = key.copy();
                there.set(
                        FlowField.IN_PORT,
                        place == null ? OfPort.NO_DATAPATH_PORT : place.port().datapathPort());
                datapath.execute(ByteBuffer.wrap(packet.clone()), there, translation.actions());
            }
        } finally {
            translator.release(translation);
        }
    }
}
