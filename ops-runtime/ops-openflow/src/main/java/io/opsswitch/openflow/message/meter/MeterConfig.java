/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.meter;

import io.opsswitch.openflow.message.wire.ListCodec;
import io.opsswitch.openflow.message.wire.MultipartBody;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.List;

/**
 * How a meter is configured.
 *
 * @param meter its number; some are reserved, see {@link #ALL} and those beside it
 * @param flags how its rates are meant
 * @param bands what it does
 */
public record MeterConfig(int meter, int flags, List<MeterBand> bands) {

    /** The first number that no meter has. */
    public static final int MAX = 0xffff0000;
    /** The meter of packets for the slow path. */
    public static final int SLOWPATH = 0xfffffffd;
    /** The meter of packets for controllers. */
    public static final int CONTROLLER = 0xfffffffe;
    /** All meters. */
    public static final int ALL = 0xffffffff;

    /** Rates are kbit/s. */
    public static final int KBPS = 1;
    /** Rates are packets/s. */
    public static final int PKTPS = 2;
    /** Bursts are told. */
    public static final int BURST = 4;
    /** Packets are counted. */
    public static final int STATS = 8;

    /** Codec of the list of meters. */
    public static final ListCodec<MeterConfig, Reply> REPLY =
            new ListCodec<>(Reply::new, MeterConfig::decode, MeterConfig::encode);

    /**
     * Meters.
     *
     * @param entries the meters
     */
    public record Reply(List<MeterConfig> entries) implements MultipartBody<MeterConfig> {}

    private static MeterConfig decode(WireReader in, WireContext context) {
        WireReader entry = in.part(in.u16() - 2);
        int flags = entry.u16();
        return new MeterConfig(entry.i32(), flags, MeterBand.readAll(entry));
    }

    private void encode(WireWriter out, WireContext context) {
        int start = out.size();
        out.u16(0).u16(flags).u32(meter);
        MeterBand.writeAll(bands, out);
        out.setLength(start, start);
    }
}
