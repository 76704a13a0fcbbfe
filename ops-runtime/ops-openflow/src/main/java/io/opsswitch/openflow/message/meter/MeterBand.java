/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.meter;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What a meter does with packets above a rate.
 *
 * @param type {@link #DROP} or {@link #DSCP_REMARK}
 * @param rate in kbit/s or packets/s, as the meter's flags say
 * @param burst in kbit or packets
 * @param precedenceLevel by how much the drop precedence is raised
 */
public record MeterBand(int type, int rate, int burst, int precedenceLevel) {

    /** Drop the packet. */
    public static final int DROP = 1;
    /** Raise the drop precedence of the packet. */
    public static final int DSCP_REMARK = 2;

    private static final int LENGTH = 16;

    /** Read bands to the end. */
    static List<MeterBand> readAll(WireReader in) {
        List<MeterBand> bands = new ArrayList<>();
        while (in.remaining() > 0) {
            int type = in.u16();
            int length = in.u16();
            if (length != LENGTH || in.remaining() < LENGTH - 4) {
                throw new OpenFlowException(OpenFlowError.OFPBRC_BAD_LEN, "meter band of " + length + " bytes");
            }
            if (type != DROP && type != DSCP_REMARK) {
                throw new OpenFlowException(OpenFlowError.OFPMMFC_BAD_BAND, "meter band of type " + type);
            }
            int rate = in.i32();
            int burst = in.i32();
            int level = in.u8();
            in.skip(3);
            bands.add(new MeterBand(type, rate, burst, type == DSCP_REMARK ? level : 0));
        }
        return List.copyOf(bands);
    }

    static void writeAll(List<MeterBand> bands, WireWriter out) {
        for (MeterBand band : bands) {
            out.u16(band.type).u16(LENGTH).u32(band.rate).u32(band.burst);
            out.u8(band.precedenceLevel).zeros(3);
        }
    }
}
