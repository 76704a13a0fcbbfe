/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import static io.opsswitch.datapath.netlink.message.MeterTable.CMD_DEL;
import static io.opsswitch.datapath.netlink.message.MeterTable.CMD_FEATURES;
import static io.opsswitch.datapath.netlink.message.MeterTable.CMD_GET;
import static io.opsswitch.datapath.netlink.message.MeterTable.CMD_SET;

import io.opsswitch.datapath.netlink.message.MalformedMessageException;
import io.opsswitch.datapath.netlink.message.MessageReader;
import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.message.MeterTable;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Answers requests about meters. */
final class MeterRequests {
    private static final int MAX_METERS = 200_000;

    private final FakeKernel kernel;
    private int id;
    private boolean kilobits;
    private final List<FakeMeter.Band> bands = new ArrayList<>();

    MeterRequests(FakeKernel kernel) {
        this.kernel = kernel;
    }

    void answer(MessageReader reader, Answers answers) throws NetlinkException, MalformedMessageException {
        FakeDatapath datapath = kernel.datapath(reader.datapath());
        while (reader.next()) {
            switch (reader.type()) {
                case MeterTable.ID -> id = reader.getInt();
                case MeterTable.KBPS -> kilobits = true;
                case MeterTable.BANDS -> bands(reader);
                default -> {
                    // Passed over, as kernels do.
                }
            }
        }
        int most = kernel.windows ? 1 : 16;
        MessageWriter writer = answers.begin(Family.METER, reader.command(), datapath.number);
        switch (reader.command()) {
            case CMD_FEATURES -> {
                writer.put(MeterTable.MAX_METERS, MAX_METERS);
                writer.put(MeterTable.MAX_BANDS, most);
                writer.open(MeterTable.BANDS);
                writer.openElement(0);
                writer.put(MeterTable.BAND_TYPE, MeterTable.BAND_DROP);
                writer.close();
                writer.close();
            }
            case CMD_SET -> {
                if (bands.size() > most) {
                    throw new NetlinkException(Errno.EINVAL, "Invalid argument: a meter has " + most + " bands here");
                }
                writer.put(MeterTable.ID, id);
                describe(writer, datapath.meters.get(id));
                datapath.meters.put(id, new FakeMeter(kilobits, List.copyOf(bands), kernel.nowMillis));
            }
            case CMD_GET, CMD_DEL -> {
                FakeMeter meter = datapath.meters.get(id);
                if (meter == null) {
                    throw new NetlinkException(Errno.ENOENT, "No such file or directory: there is no meter " + id);
                }
                writer.put(MeterTable.ID, id);
                describe(writer, meter);
                if (reader.command() == CMD_DEL) {
                    datapath.meters.remove(id);
                }
            }
            default ->
                throw new NetlinkException(
                        Errno.EOPNOTSUPP, "Operation not supported: ovs_meter command " + reader.command());
        }
        answers.end(writer);
    }

    private void bands(MessageReader reader) throws MalformedMessageException, NetlinkException {
        reader.enter();
        while (reader.next()) {
            int type = 0;
            int rate = 0;
            int burst = 0;
            reader.enter();
            while (reader.next()) {
                switch (reader.type()) {
                    case MeterTable.BAND_TYPE -> type = reader.getInt();
                    case MeterTable.BAND_RATE -> rate = reader.getInt();
                    case MeterTable.BAND_BURST -> burst = reader.getInt();
                    default -> {
                        // Passed over, as kernels do.
                    }
                }
            }
            reader.leave();
            if (type != MeterTable.BAND_DROP || rate == 0) {
                throw new NetlinkException(Errno.EINVAL, "Invalid argument: a band of type " + type + ", rate " + rate);
            }
            bands.add(new FakeMeter.Band(rate, burst));
        }
        reader.leave();
    }

    private static void describe(MessageWriter writer, @Nullable FakeMeter meter) throws NetlinkException {
        if (meter == null) {
            return;
        }
        int stats = writer.putStruct(MeterTable.STATS);
        writer.setLong(stats, meter.packets);
        writer.setLong(stats + 8, meter.bytes);
        writer.open(MeterTable.BANDS);
        for (FakeMeter.Band band : meter.bands) {
            writer.openElement(0);
            int one = writer.putStruct(MeterTable.BAND_STATS);
            writer.setLong(one, band.packets);
            writer.setLong(one + 8, band.bytes);
            writer.close();
        }
        writer.close();
    }
}
