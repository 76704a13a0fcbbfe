/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import io.opsswitch.datapath.netlink.message.StructField.Order;
import io.opsswitch.datapath.netlink.message.StructField.Style;

/** Messages of the family {@code ovs_ct_limit}: numbers {@code OVS_CT_LIMIT_CMD_*}, {@code OVS_CT_LIMIT_ATTR_*}. */
public final class CtLimitTable {
    /** Set limits. */
    public static final int CMD_SET = 1;
    /** Remove limits. */
    public static final int CMD_DEL = 2;
    /** Read limits. */
    public static final int CMD_GET = 3;
    /** Structures of zone, limit and count. */
    public static final int ZONE_LIMIT = 1;
    /** Stands for all zones without a limit of their own. */
    public static final int DEFAULT_ZONE = -1;

    static final StructLayout ZONE_LAYOUT = StructLayout.of()
            .plain("zone", 4, Order.MACHINE, Style.HEX)
            .number("limit", 4)
            .number("count", 4)
            .build();

    /** The attributes. */
    public static final AttributeTable TABLE =
            new AttributeTable("ovs_ct_limit").array(ZONE_LIMIT, "zone_limit", ZONE_LAYOUT, 0);

    private CtLimitTable() {}
}
