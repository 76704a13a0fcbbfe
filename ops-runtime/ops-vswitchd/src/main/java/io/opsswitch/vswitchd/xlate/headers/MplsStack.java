/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate.headers;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.packet.EtherType;

/** The MPLS label stack of a key, of which it holds three entries (RFC 3032); number 0 is the outermost one. */
public final class MplsStack {

    /** How many entries a key holds. */
    public static final int MAX = 3;

    /** The bit of an entry that says that it is the last one. */
    public static final int BOTTOM_OF_STACK = 0x100;

    private static final FlowField[] ENTRY = {FlowField.MPLS_LSE_0, FlowField.MPLS_LSE_1, FlowField.MPLS_LSE_2};
    private static final int IPV4_EXPLICIT_NULL = 0;
    private static final int IPV6_EXPLICIT_NULL = 2;
    private static final int DEFAULT_TTL = 64;
    private static final int DSCP = 0xfc;

    /** What only a packet has whose headers behind Ethernet can be seen. */
    private static final FlowField[] BEHIND_LABELS = {
        FlowField.IPV4_SRC,
        FlowField.IPV4_DST,
        FlowField.CT_IPV4_SRC,
        FlowField.CT_IPV4_DST,
        FlowField.IPV6_SRC_HIGH,
        FlowField.IPV6_SRC_LOW,
        FlowField.IPV6_DST_HIGH,
        FlowField.IPV6_DST_LOW,
        FlowField.CT_IPV6_SRC_HIGH,
        FlowField.CT_IPV6_SRC_LOW,
        FlowField.CT_IPV6_DST_HIGH,
        FlowField.CT_IPV6_DST_LOW,
        FlowField.IPV6_LABEL,
        FlowField.IP_FRAG,
        FlowField.IP_TOS,
        FlowField.IP_TTL,
        FlowField.IP_PROTO,
        FlowField.NSH_PATH,
        FlowField.NSH_FLAGS,
        FlowField.NSH_TTL,
        FlowField.NSH_MDTYPE,
        FlowField.NSH_NP,
        FlowField.NSH_C1,
        FlowField.NSH_C2,
        FlowField.NSH_C3,
        FlowField.NSH_C4,
        FlowField.ND_TARGET_HIGH,
        FlowField.ND_TARGET_LOW,
        FlowField.ND_RESERVED,
        FlowField.ND_OPTION_TYPE,
        FlowField.ARP_SHA,
        FlowField.ARP_THA,
        FlowField.TCP_FLAGS,
        FlowField.TP_SRC,
        FlowField.TP_DST,
        FlowField.CT_TP_SRC,
        FlowField.CT_TP_DST,
        FlowField.DP_HASH
    };

    private MplsStack() {}

    /** Return how many entries there are, as far as the key holds them. */
    public static int count(FlowKey key, FlowKey mask) {
        if (!EtherType.isMpls((int) key.get(FlowField.ETH_TYPE))) {
            return 0;
        }
        int count = 0;
        for (int i = 0; i < MAX; i++) {
            mask.set(ENTRY[i], mask.get(ENTRY[i]) | BOTTOM_OF_STACK);
            long entry = key.get(ENTRY[i]);
            if ((entry & BOTTOM_OF_STACK) != 0) {
                return i + 1;
            }
            count += entry != 0 ? 1 : 0;
        }
        return count;
    }

    /**
     * Push an entry: a copy of the outermost one, or one that takes class and time to live from the IP header. The headers
     * behind are not seen any more.
     *
     * @param count how many entries there are; fewer than {@link #MAX}
     * @param keepHeaders leave what is behind in the key, of a packet to which translation comes back
     */
    public static void push(FlowKey key, FlowKey mask, int count, int etherType, boolean keepHeaders) {
        if (count > 0) {
            for (int i = 0; i < count; i++) {
                mask.matchAll(ENTRY[i]);
            }
            for (int i = count; i >= 1; i--) {
                key.set(ENTRY[i], key.get(ENTRY[i - 1]));
            }
            key.set(ENTRY[0], key.get(ENTRY[1]) & ~BOTTOM_OF_STACK);
        } else {
            key.set(ENTRY[0], firstEntry(key, mask));
            if (!keepHeaders) {
                for (FlowField field : BEHIND_LABELS) {
                    key.set(field, 0);
                }
            }
        }
        key.set(FlowField.ETH_TYPE, etherType);
    }

    private static long firstEntry(FlowKey key, FlowKey mask) {
        long type = key.get(FlowField.ETH_TYPE);
        long label = type == EtherType.IPV6 ? IPV6_EXPLICIT_NULL : IPV4_EXPLICIT_NULL;
        long trafficClass = 0;
        long ttl = DEFAULT_TTL;
        if (type == EtherType.IPV4 || type == EtherType.IPV6) {
            mask.set(FlowField.IP_TOS, mask.get(FlowField.IP_TOS) | DSCP);
            mask.matchAll(FlowField.IP_TTL);
            trafficClass = (key.get(FlowField.IP_TOS) & DSCP) >>> 2 & 7;
            if (key.get(FlowField.IP_TTL) != 0) {
                ttl = key.get(FlowField.IP_TTL);
            }
        }
        return label << 12 | trafficClass << 9 | BOTTOM_OF_STACK | ttl;
    }

    /**
     * Pop the outermost entry.
     *
     * @param count how many entries there are
     * @param etherType what the packet is then
     * @return whether that was possible: not if there is none, or what comes behind the third is not known
     */
    public static boolean pop(FlowKey key, FlowKey mask, int count, int etherType) {
        if (count == 0) {
            return false;
        }
        if (count == MAX) {
            FlowField last = ENTRY[MAX - 1];
            mask.set(last, mask.get(last) | BOTTOM_OF_STACK);
            if ((key.get(last) & BOTTOM_OF_STACK) == 0) {
                return false;
            }
        }
        for (int i = 1; i < count; i++) {
            mask.matchAll(ENTRY[i]);
            key.set(ENTRY[i - 1], key.get(ENTRY[i]));
        }
        key.set(ENTRY[count - 1], 0).set(FlowField.ETH_TYPE, etherType);
        return true;
    }

    /** Bring the label stack of a packet in line; the mask has all that it takes since the stack was changed. */
    static void commit(FlowKey wanted, FlowKey base, Actions.Builder actions) {
        int type = (int) wanted.get(FlowField.ETH_TYPE);
        if (!EtherType.isMpls(type) && !EtherType.isMpls((int) base.get(FlowField.ETH_TYPE))) {
            return;
        }
        FlowKey unused = new FlowKey();
        int there = count(base, unused);
        int target = count(wanted, unused);
        int common = common(base, there, wanted, target);
        while (there > common) {
            if (there - 1 == common && target > common) {
                base.set(ENTRY[0], wanted.get(ENTRY[target - there]));
                actions.set(KeyGroup.MPLS, base);
                common++;
            } else {
                // Between labels the packet is MPLS still, whatever is behind the last one.
                actions.popMpls(!EtherType.isMpls(type) && there > 1 ? EtherType.MPLS : type);
                pop(base, unused, there, type);
                there--;
            }
        }
        while (there < target) {
            long entry = wanted.get(ENTRY[target - there - 1]);
            actions.pushMpls((int) entry, type);
            push(base, unused, there, type, true);
            base.set(ENTRY[0], entry);
            there++;
        }
    }

    private static int common(FlowKey a, int countOfA, FlowKey b, int countOfB) {
        int common = 0;
        while (common < Math.min(countOfA, countOfB)
                && a.get(ENTRY[countOfA - 1 - common]) == b.get(ENTRY[countOfB - 1 - common])) {
            common++;
        }
        return common;
    }
}
