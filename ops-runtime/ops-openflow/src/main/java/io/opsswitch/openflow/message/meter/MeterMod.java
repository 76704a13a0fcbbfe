/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.meter;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.List;

/**
 * Adds, changes or deletes a meter.
 *
 * @param command which of these
 * @param meter the meter; without flags and bands if it is deleted
 */
public record MeterMod(Command command, MeterConfig meter) implements Body {

    /** What is done, in the order of the numbers on the wire. */
    public enum Command {
        /** Adds one. */
        ADD,
        /** Changes one that is there. */
        MODIFY,
        /** Deletes one, or all. */
        DELETE
    }

    /** Codec. */
    public static final BodyCodec<MeterMod> CODEC =
            BodyCodec.of((in, context) -> decode(in), (body, out, context) -> body.encode(out));

    private static MeterMod decode(WireReader in) {
        int number = in.u16();
        if (number >= Command.values().length) {
            throw new OpenFlowException(OpenFlowError.OFPMMFC_BAD_COMMAND, "meter command " + number);
        }
        Command command = Command.values()[number];
        int flags = in.u16();
        int meter = in.i32();
        if (command == Command.DELETE) {
            return new MeterMod(command, new MeterConfig(meter, 0, List.of()));
        }
        int rates = MeterConfig.KBPS | MeterConfig.PKTPS;
        if ((flags & rates) == rates) {
            throw new OpenFlowException(OpenFlowError.OFPMMFC_BAD_FLAGS, "a rate is kbit/s or packets/s, not both");
        }
        return new MeterMod(command, new MeterConfig(meter, flags, MeterBand.readAll(in)));
    }

    private void encode(WireWriter out) {
        out.u16(command.ordinal()).u16(command == Command.DELETE ? 0 : meter.flags());
        out.u32(meter.meter());
        MeterBand.writeAll(meter.bands(), out);
    }
}
