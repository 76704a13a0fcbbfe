/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.gre;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.TunnelCodec;
import io.opsswitch.tunnel.TunnelConfig;
import io.opsswitch.tunnel.TunnelProtocol;
import io.opsswitch.tunnel.header.OuterHeader;
import io.opsswitch.tunnel.header.SourcePorts;
import io.opsswitch.vswitchd.ofproto.OutgoingPacket;
import java.nio.ByteBuffer;

/**
 * GRE: flags and an Ethertype behind the IP header, and what the flags say: a checksum, a key, a number of the packet, 4 bytes
 * each in this order.
 */
final class GreProtocol implements TunnelProtocol {

    static final int IP_PROTOCOL = 47;
    /** Ethertype of an Ethernet frame inside. */
    static final int ETHERNET_INSIDE = 0x6558;

    static final int CHECKSUM = 0x8000;
    static final int KEY = 0x2000;
    static final int SEQUENCE = 0x1000;

    private static final int NUMBER = 3;
    private static final String NUMBERED = "seq";

    @Override
    public String type() {
        return "gre";
    }

    @Override
    public int number() {
        return NUMBER;
    }

    @Override
    public String portName() {
        return "gre_sys";
    }

    @Override
    public int ipProtocol() {
        return IP_PROTOCOL;
    }

    @Override
    public int defaultPort() {
        return 0;
    }

    @Override
    public boolean hasChecksum() {
        return true;
    }

    @Override
    public String checkOption(String option, String value) {
        return option.equals(NUMBERED) ? "" : TunnelConfig.UNKNOWN_OPTION;
    }

    @Override
    public TunnelCodec codec(SourcePorts ports) {
        return new GreCodec();
    }

    @Override
    public void build(OuterHeader header, TunnelConfig config, OutgoingPacket packet) {
        FlowKey flow = packet.flow();
        boolean hasChecksum = (flow.get(FlowField.TUN_FLAGS) & FlowField.TUN_CSUM) != 0;
        boolean isNumbered = config.own().getOrDefault(NUMBERED, "").equals("true");
        boolean hasKey = config.outKey().isPresent();
        int key = (int) flow.get(FlowField.TUN_ID);
        int flags = (hasChecksum ? CHECKSUM : 0) | (hasKey ? KEY : 0) | (isNumbered ? SEQUENCE : 0);
        ByteBuffer out = header.out().putShort((short) flags).putShort((short) ETHERNET_INSIDE);
        StringBuilder text = header.text().append("gre((flags=0x").append(Integer.toHexString(flags));
        text.append(",proto=0x").append(Integer.toHexString(ETHERNET_INSIDE)).append(')');
        if (hasChecksum) {
            out.putInt(0);
            text.append(",csum=0x0");
        }
        if (hasKey) {
            out.putInt(key);
            text.append(",key=0x").append(Integer.toHexString(key));
        }
        if (isNumbered) {
            out.putInt(0);
            text.append(",seq=0x0");
        }
        text.append(')');
    }
}
