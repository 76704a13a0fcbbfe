/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.meter;

import io.opsswitch.openflow.message.wire.Age;
import io.opsswitch.openflow.message.wire.ListCodec;
import io.opsswitch.openflow.message.wire.MultipartBody;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.ArrayList;
import java.util.List;

/**
 * What has been counted at a meter.
 *
 * @param meter its number
 * @param flows how many flows use it
 * @param packets packets that came
 * @param bytes bytes that came
 * @param age how long it has been there
 * @param bands what its bands have done
 */
public record MeterStats(int meter, int flows, long packets, long bytes, Age age, List<Band> bands) {

    private static final int HEADER = 40;
    private static final int BAND = 16;

    /** Codec of the list of meters. */
    public static final ListCodec<MeterStats, Reply> REPLY =
            new ListCodec<>(Reply::new, MeterStats::decode, MeterStats::encode);

    /**
     * What a band has done.
     *
     * @param packets packets above its rate
     * @param bytes bytes above its rate
     */
    public record Band(long packets, long bytes) {}

    /**
     * Statistics of meters.
     *
     * @param entries the meters
     */
    public record Reply(List<MeterStats> entries) implements MultipartBody<MeterStats> {}

    private static MeterStats decode(WireReader in, WireContext context) {
        int meter = in.i32();
        WireReader entry = in.part(in.u16() - 6);
        entry.skip(6);
        int flows = entry.i32();
        long packets = entry.i64();
        long bytes = entry.i64();
        Age age = Age.read(entry);
        List<Band> bands = new ArrayList<>();
        while (entry.remaining() > 0) {
            bands.add(new Band(entry.i64(), entry.i64()));
        }
        return new MeterStats(meter, flows, packets, bytes, age, List.copyOf(bands));
    }

    private void encode(WireWriter out, WireContext context) {
        out.u32(meter).u16(HEADER + BAND * bands.size()).zeros(6);
        out.u32(flows).u64(packets).u64(bytes);
        age.write(out);
        for (Band band : bands) {
            out.u64(band.packets).u64(band.bytes);
        }
    }
}
