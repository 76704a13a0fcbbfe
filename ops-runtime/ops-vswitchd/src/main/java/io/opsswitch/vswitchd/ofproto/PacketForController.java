/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.message.packet.Continuation;
import org.jspecify.annotations.Nullable;

/**
 * A packet on its way to controllers, before it is known what each of them wants of it.
 *
 * @param reason why, as in {@link io.opsswitch.openflow.message.packet.PacketIn}
 * @param table the table where that happened
 * @param cookie the cookie of the flow that did it; {@link io.opsswitch.openflow.message.packet.PacketIn#NO_COOKIE} if none
 * @param key its fields as they stood when it was sent, as OpenFlow has them: the input port is OpenFlow's
 * @param packet the frame as it stood then; not to be changed
 * @param maxLength how many bytes of it the flow wants to be told; {@link #WHOLE} for all
 * @param controllerId only controllers with this number get it
 * @param userdata what the flow's action says; empty if nothing. Not to be changed
 * @param continuation what is needed to go on when the controller says so; null if the packet goes its way without it
 */
public record PacketForController(
        int reason,
        int table,
        long cookie,
        FlowKey key,
        byte[] packet,
        int maxLength,
        int controllerId,
        byte[] userdata,
        @Nullable Continuation continuation) {

    /** All of the packet. */
    public static final int WHOLE = 0xffff;
}
