/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.packet.EtherType;
import java.nio.ByteBuffer;

/**
 * The text of pushing outer headers: {@code tnl_push(tnl_port(..),header(size=..,type=..,eth(..),ipv4(..),..),out_port(..))}.
 * What is behind the IP header, the kind of tunnel knows. Stateless.
 */
final class TunnelPushText {

    private static final int ETHERNET_HEADER = 14;
    private static final int LABEL = 0xfffff;

    private TunnelPushText() {}

    static void write(StringBuilder out, Action.TunnelPush push, PortNames names) {
        ByteBuffer header = ByteBuffer.wrap(push.header());
        out.append("tnl_push(tnl_port(").append(names.text(push.tunnelPort()));
        out.append("),header(size=").append(push.header().length);
        out.append(",type=").append(push.type()).append(",eth(dst=");
        mac(out, header, 0);
        mac(out.append(",src="), header, 6);
        int type = header.getShort(ETHERNET_HEADER - 2) & 0xffff;
        FieldStyle.digits(out.append(",dl_type=0x"), type, 4);
        out.append("),");
        if (type == EtherType.IPV4) {
            ipv4(out, header);
        } else {
            ipv6(out, header);
        }
        out.append("),").append(push.text());
        out.append("),out_port(").append(names.text(push.outPort())).append("))");
    }

    private static void mac(StringBuilder out, ByteBuffer header, int at) {
        long address = (header.getShort(at) & 0xffffL) << 32 | header.getInt(at + 2) & 0xffff_ffffL;
        FieldStyle.MAC.value(out, Bits.of(address));
    }

    private static void ipv4(StringBuilder out, ByteBuffer header) {
        int at = ETHERNET_HEADER;
        FieldStyle.IPV4.value(out.append("ipv4(src="), Bits.of(header.getInt(at + 12) & 0xffff_ffffL));
        FieldStyle.IPV4.value(out.append(",dst="), Bits.of(header.getInt(at + 16) & 0xffff_ffffL));
        out.append(",proto=").append(header.get(at + 9) & 0xff);
        FieldStyle.HEX.value(out.append(",tos="), Bits.of(header.get(at + 1) & 0xff));
        out.append(",ttl=").append(header.get(at + 8) & 0xff);
        out.append(",frag=0x").append(Integer.toHexString(header.getShort(at + 6) & 0xffff));
    }

    private static void ipv6(StringBuilder out, ByteBuffer header) {
        int at = ETHERNET_HEADER;
        int first = header.getInt(at);
        out.append("ipv6(src=").append(Ipv6Addresses.format(header.getLong(at + 8), header.getLong(at + 16)));
        out.append(",dst=").append(Ipv6Addresses.format(header.getLong(at + 24), header.getLong(at + 32)));
        out.append(",label=").append(first & LABEL);
        out.append(",proto=").append(header.get(at + 6) & 0xff);
        out.append(",tclass=0x").append(Integer.toHexString(first >>> 20 & 0xff));
        out.append(",hlimit=").append(header.get(at + 7) & 0xff);
    }
}
