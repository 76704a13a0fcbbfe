/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.client;

import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.util.List;

/** Writes the numbers of channels. */
final class Pids {
    private Pids() {}

    static void write(MessageWriter writer, int attribute, List<Integer> pids) throws NetlinkException {
        int at = writer.putStructs(attribute, pids.size());
        for (int i = 0; i < pids.size(); i++) {
            writer.setInt(at + Integer.BYTES * i, pids.get(i));
        }
    }
}
