/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import static io.opsswitch.datapath.netlink.message.CtLimitTable.CMD_DEL;
import static io.opsswitch.datapath.netlink.message.CtLimitTable.CMD_GET;
import static io.opsswitch.datapath.netlink.message.CtLimitTable.CMD_SET;

import io.opsswitch.datapath.netlink.message.CtLimitTable;
import io.opsswitch.datapath.netlink.message.MalformedMessageException;
import io.opsswitch.datapath.netlink.message.MessageReader;
import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.util.ArrayList;
import java.util.List;

/** Answers requests about the limits of zones. */
final class ZoneLimitRequests {
    private static final int BYTES = 12;
    private static final int LAST_ZONE = 0xffff;

    private final FakeKernel kernel;

    ZoneLimitRequests(FakeKernel kernel) {
        this.kernel = kernel;
    }

    void answer(MessageReader reader, Answers answers) throws NetlinkException, MalformedMessageException {
        List<Integer> zones = new ArrayList<>();
        while (reader.next()) {
            if (reader.type() == CtLimitTable.ZONE_LIMIT) {
                for (int i = 0; i < reader.length(); i += BYTES) {
                    int zone = reader.getInt(i);
                    if (zone < CtLimitTable.DEFAULT_ZONE || zone > LAST_ZONE) {
                        throw new NetlinkException(Errno.EINVAL, "Invalid argument: zone " + zone);
                    }
                    zones.add(zone);
                    if (reader.command() == CMD_SET) {
                        kernel.zoneLimits.put(zone, reader.getInt(i + 4) & 0xffff_ffffL);
                    } else if (reader.command() == CMD_DEL) {
                        kernel.zoneLimits.remove(zone);
                    }
                }
            }
        }
        switch (reader.command()) {
            case CMD_SET, CMD_DEL -> {
                if (zones.isEmpty()) {
                    throw new NetlinkException(Errno.EINVAL, "Invalid argument: ovs_ct_limit names no zone");
                }
            }
            case CMD_GET -> describe(answers, zones);
            default ->
                throw new NetlinkException(
                        Errno.EOPNOTSUPP, "Operation not supported: ovs_ct_limit command " + reader.command());
        }
    }

    private void describe(Answers answers, List<Integer> zones) throws NetlinkException {
        List<Integer> wanted = zones;
        if (zones.isEmpty()) {
            wanted = new ArrayList<>(kernel.zoneLimits.keySet());
            if (!wanted.contains(CtLimitTable.DEFAULT_ZONE)) {
                wanted.add(0, CtLimitTable.DEFAULT_ZONE);
            }
        }
        MessageWriter writer = answers.begin(Family.CT_LIMIT, CMD_GET, 0);
        int at = writer.putStructs(CtLimitTable.ZONE_LIMIT, wanted.size());
        for (int zone : wanted) {
            long otherwise = kernel.zoneLimits.getOrDefault(CtLimitTable.DEFAULT_ZONE, 0L);
            writer.setInt(at, zone);
            writer.setInt(at + 4, (int) (long) kernel.zoneLimits.getOrDefault(zone, otherwise));
            writer.setInt(at + 8, kernel.tracker.count(zone));
            at += BYTES;
        }
        answers.end(writer);
    }
}
