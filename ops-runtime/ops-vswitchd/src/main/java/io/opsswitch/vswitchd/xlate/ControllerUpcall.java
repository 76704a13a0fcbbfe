/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

import io.opsswitch.datapath.ControllerCookie;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.ofproto.PacketForController;
import io.opsswitch.vswitchd.ofproto.SwitchSnapshot;
import java.nio.ByteBuffer;

/** Hands a packet that an action has sent up to the controllers of its bridge. Stateless. */
public final class ControllerUpcall {

    private ControllerUpcall() {}

    /**
     * Hand a packet on. Nothing happens if it was meant to go nowhere, or its bridge is gone.
     *
     * @param cookie what the action says
     * @param key the packet's fields; not kept
     * @param packet the frame, position to limit; not kept
     */
    public static void deliver(
            Translator translator, SwitchSnapshot snapshot, ControllerCookie cookie, FlowKey key, ByteBuffer packet) {
        FrozenState state = translator.recirculations().find(cookie.recircId());
        OfBridge bridge = state == null ? null : snapshot.bridge(state.bridge());
        if (state == null
                || bridge == null
                || cookie.dontSend()
                || !(bridge.pipeline() instanceof TablePipeline pipeline)) {
            return;
        }
        FlowKey then = key.copy();
        FrozenState.copyMetadata(state.metadata(), then);
        byte[] bytes = new byte[packet.remaining()];
        packet.duplicate().get(bytes);
        pipeline.controllers()
                .packetIn(new PacketForController(
                        cookie.reason(),
                        state.table(),
                        cookie.ruleCookie(),
                        then,
                        bytes,
                        cookie.maxLength(),
                        cookie.controllerId(),
                        state.userdata().toArray(),
                        cookie.isContinuation() ? state.continuation() : null));
    }
}
