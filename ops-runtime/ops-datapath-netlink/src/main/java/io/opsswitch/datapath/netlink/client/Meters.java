/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.client;

import io.opsswitch.datapath.netlink.message.MalformedMessageException;
import io.opsswitch.datapath.netlink.message.MessageReader;
import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.message.MeterTable;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The meters of a datapath. Safe for use by several threads. */
public final class Meters {
    private final Exchange exchange;
    private final int datapath;

    Meters(Exchange exchange, int datapath) {
        this.exchange = exchange;
        this.datapath = datapath;
    }

    /**
     * What meters can do.
     *
     * @param meters how many there can be
     * @param bands how many bands one can have
     * @param drops whether bands can drop
     */
    public record Features(int meters, int bands, boolean drops) {}

    /**
     * A band that drops what exceeds a rate.
     *
     * @param rate kilobits or packets a second
     * @param burst size of its bucket, in kilobits or packets
     */
    public record Band(int rate, int burst) {}

    /**
     * Counters of a meter.
     *
     * @param packets packets that met it
     * @param bytes bytes that met it
     * @param bands packets and bytes that each band dropped
     */
    public record Counters(long packets, long bytes, List<BandCounters> bands) {
        /** Create counters. */
        public Counters {
            bands = List.copyOf(bands);
        }
    }

    /**
     * Counters of a band.
     *
     * @param packets packets that it dropped
     * @param bytes bytes that it dropped
     */
    public record BandCounters(long packets, long bytes) {}

    /** Read what meters can do. */
    public Features features() throws NetlinkException {
        return exchange.ask(
                Family.METER,
                NetlinkHeader.ACK,
                MeterTable.CMD_FEATURES,
                datapath,
                Exchange.Body::none,
                Meters::readFeatures);
    }

    private static Features readFeatures(MessageReader reader, ByteBuffer message) throws MalformedMessageException {
        reader.open(message, MeterTable.TABLE);
        int meters = 0;
        int bands = 0;
        boolean drops = false;
        while (reader.next()) {
            switch (reader.type()) {
                case MeterTable.MAX_METERS -> meters = reader.getInt();
                case MeterTable.MAX_BANDS -> bands = reader.getInt();
                case MeterTable.BANDS -> {
                    reader.enter();
                    while (reader.next()) {
                        reader.enter();
                        while (reader.next()) {
                            drops |= reader.type() == MeterTable.BAND_TYPE && reader.getInt() == MeterTable.BAND_DROP;
                        }
                        reader.leave();
                    }
                    reader.leave();
                }
                default -> {
                    // Newer kernels tell more.
                }
            }
        }
        return new Features(meters, bands, drops);
    }

    /**
     * Make a meter, or change it.
     *
     * @param kilobits whether rates are in kilobits, not packets
     */
    public void set(int id, boolean kilobits, List<Band> bands) throws NetlinkException {
        exchange.ask(
                Family.METER,
                NetlinkHeader.ACK,
                MeterTable.CMD_SET,
                datapath,
                writer -> {
                    writer.put(MeterTable.ID, id);
                    if (kilobits) {
                        writer.putFlag(MeterTable.KBPS);
                    }
                    writeBands(writer, bands);
                },
                Meters::readCounters);
    }

    private static void writeBands(MessageWriter writer, List<Band> bands) throws NetlinkException {
        writer.open(MeterTable.BANDS);
        for (Band band : bands) {
            writer.openElement(0);
            writer.put(MeterTable.BAND_TYPE, MeterTable.BAND_DROP);
            writer.put(MeterTable.BAND_RATE, band.rate());
            writer.put(MeterTable.BAND_BURST, band.burst());
            writer.close();
        }
        writer.close();
    }

    /** Read the counters of a meter, or throw with ENOENT. */
    public Counters get(int id) throws NetlinkException {
        return ask(MeterTable.CMD_GET, id);
    }

    /** Remove a meter and return its last counters. */
    public Counters delete(int id) throws NetlinkException {
        return ask(MeterTable.CMD_DEL, id);
    }

    private Counters ask(int command, int id) throws NetlinkException {
        return exchange.ask(
                Family.METER,
                NetlinkHeader.ACK,
                command,
                datapath,
                writer -> writer.put(MeterTable.ID, id),
                Meters::readCounters);
    }

    private static Counters readCounters(MessageReader reader, ByteBuffer message) throws MalformedMessageException {
        reader.open(message, MeterTable.TABLE);
        long[] all = new long[2];
        List<BandCounters> bands = new ArrayList<>();
        while (reader.next()) {
            switch (reader.type()) {
                case MeterTable.STATS -> reader.getLongs(all);
                case MeterTable.BANDS -> {
                    reader.enter();
                    while (reader.next()) {
                        long[] one = new long[2];
                        reader.enter();
                        while (reader.next()) {
                            if (reader.type() == MeterTable.BAND_STATS) {
                                reader.getLongs(one);
                            }
                        }
                        reader.leave();
                        bands.add(new BandCounters(one[0], one[1]));
                    }
                    reader.leave();
                }
                default -> {
                    // Newer kernels tell more.
                }
            }
        }
        return new Counters(all[0], all[1], bands);
    }
}
