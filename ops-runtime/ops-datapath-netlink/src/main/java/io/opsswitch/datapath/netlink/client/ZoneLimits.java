/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.client;

import io.opsswitch.datapath.netlink.message.CtLimitTable;
import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.util.ArrayList;
import java.util.List;

/** The limits of connections in zones, which all datapaths share. Safe for use by several threads. */
public final class ZoneLimits {
    private static final int BYTES = 12;

    private final Exchange exchange;

    ZoneLimits(Exchange exchange) {
        this.exchange = exchange;
    }

    /**
     * A limit.
     *
     * @param zone the zone, or {@link CtLimitTable#DEFAULT_ZONE} for all that have no limit of their own
     * @param limit how many connections there may be; 0 = any number
     * @param count how many there are; ignored when set
     */
    public record ZoneLimit(int zone, long limit, long count) {}

    /** Set limits. */
    public void set(List<ZoneLimit> limits) throws NetlinkException {
        exchange.run(Family.CT_LIMIT, 0, CtLimitTable.CMD_SET, 0, writer -> write(writer, limits));
    }

    /** Remove the limits of zones, so that the default applies. */
    public void delete(List<Integer> zones) throws NetlinkException {
        exchange.run(Family.CT_LIMIT, 0, CtLimitTable.CMD_DEL, 0, writer -> write(writer, of(zones)));
    }

    /** Return the limits of zones, or all of them if none is given. */
    public List<ZoneLimit> get(List<Integer> zones) throws NetlinkException {
        return exchange.ask(
                Family.CT_LIMIT,
                NetlinkHeader.ACK,
                CtLimitTable.CMD_GET,
                0,
                writer -> {
                    if (!zones.isEmpty()) {
                        write(writer, of(zones));
                    }
                },
                (reader, message) -> {
                    List<ZoneLimit> limits = new ArrayList<>();
                    reader.open(message, CtLimitTable.TABLE);
                    while (reader.next()) {
                        if (reader.type() == CtLimitTable.ZONE_LIMIT) {
                            for (int i = 0; i < reader.length(); i += BYTES) {
                                limits.add(new ZoneLimit(
                                        reader.getInt(i),
                                        reader.getInt(i + 4) & 0xffff_ffffL,
                                        reader.getInt(i + 8) & 0xffff_ffffL));
                            }
                        }
                    }
                    return limits;
                });
    }

    private static List<ZoneLimit> of(List<Integer> zones) {
        return zones.stream().map(zone -> new ZoneLimit(zone, 0, 0)).toList();
    }

    private static void write(MessageWriter writer, List<ZoneLimit> limits) throws NetlinkException {
        int at = writer.putStructs(CtLimitTable.ZONE_LIMIT, limits.size());
        for (ZoneLimit limit : limits) {
            writer.setInt(at, limit.zone());
            writer.setInt(at + 4, (int) limit.limit());
            at += BYTES;
        }
    }
}
