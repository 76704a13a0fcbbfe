/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.netlink.transport.Family;

/** Finds the table of a family's messages. */
public final class Tables {
    private Tables() {}

    /** Return the attributes of a family's messages. */
    public static AttributeTable of(Family family) {
        return switch (family) {
            case DATAPATH -> DatapathTable.TABLE;
            case PACKET -> PacketTable.TABLE;
            case VPORT -> PortTable.TABLE;
            case FLOW -> FlowTable.TABLE;
            case WINDOWS_NETDEV -> NetdevTable.TABLE;
            case CT_LIMIT -> CtLimitTable.TABLE;
            case METER -> MeterTable.TABLE;
        };
    }
}
