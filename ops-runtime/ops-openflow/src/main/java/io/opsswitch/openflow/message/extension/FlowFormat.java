/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.extension;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;

/** In which form flows are told in OpenFlow 1.0. */
public enum FlowFormat implements Body {
    /** As OpenFlow 1.0 has it. */
    OPENFLOW10(0, "openflow10"),
    /** With Nicira's matches. */
    NXM(2, "nxm");

    /** Codec. */
    public static final BodyCodec<FlowFormat> CODEC =
            BodyCodec.of((in, context) -> of(in.i32()), (body, out, context) -> out.u32(body.number));

    private final int number;
    private final String text;

    FlowFormat(int number, String text) {
        this.number = number;
        this.text = text;
    }

    /** Return the name that {@code ovs-ofctl} prints. */
    public String text() {
        return text;
    }

    private static FlowFormat of(int number) {
        for (FlowFormat format : values()) {
            if (format.number == number) {
                return format;
            }
        }
        throw new OpenFlowException(
                OpenFlowError.OFPBRC_EPERM, "invalid flow format " + Integer.toUnsignedString(number));
    }
}
