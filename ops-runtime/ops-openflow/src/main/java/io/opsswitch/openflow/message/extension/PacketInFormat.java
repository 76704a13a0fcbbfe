/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.extension;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;

/** In which form packets go to controllers; in the order of the numbers on the wire. */
public enum PacketInFormat implements Body {
    /** As the version has it. */
    STANDARD("standard"),
    /** Nicira's first form. */
    NXT_PACKET_IN("nxt_packet_in"),
    /** Nicira's form with properties, which can be resumed. */
    NXT_PACKET_IN2("nxt_packet_in2");

    /** Codec. */
    public static final BodyCodec<PacketInFormat> CODEC =
            BodyCodec.of((in, context) -> of(in.i32()), (body, out, context) -> out.u32(body.ordinal()));

    private final String text;

    PacketInFormat(String text) {
        this.text = text;
    }

    /** Return the name that {@code ovs-ofctl} prints. */
    public String text() {
        return text;
    }

    private static PacketInFormat of(int number) {
        if (number < 0 || number >= values().length) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBRC_EPERM, "invalid packet-in format " + Integer.toUnsignedString(number));
        }
        return values()[number];
    }
}
