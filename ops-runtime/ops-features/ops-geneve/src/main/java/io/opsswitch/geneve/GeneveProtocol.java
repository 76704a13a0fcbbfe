/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.geneve;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.TunnelCodec;
import io.opsswitch.datapath.packet.IpProtocol;
import io.opsswitch.datapath.text.TunnelOptionText;
import io.opsswitch.tunnel.TunnelConfig;
import io.opsswitch.tunnel.TunnelProtocol;
import io.opsswitch.tunnel.header.OuterHeader;
import io.opsswitch.tunnel.header.SourcePorts;
import io.opsswitch.vswitchd.ofproto.OutgoingPacket;

/**
 * Geneve: a header of 8 bytes behind UDP, and options.
 *
 * <pre>
 *    0                   1                   2                   3
 *   +---+-----------+-+-+-----------+-------------------------------+
 *   |ver|  length   |O|C|  reserved |        what is inside         |
 *   +---+-----------+-+-+-----------+---------------+---------------+
 *   |          network identifier (VNI)             |    reserved   |
 *   +-----------------------------------------------+---------------+
 *   |                          options, in words of 4 bytes         |
 * </pre>
 */
final class GeneveProtocol implements TunnelProtocol {

    /** Ethertype of an Ethernet frame inside. */
    static final int ETHERNET_INSIDE = 0x6558;
    /** Bit of the second byte: a control packet. */
    static final int CONTROL = 0x80;

    private static final int CRITICAL = 0x40;
    private static final int CRITICAL_OPTION = 0x80;
    private static final int PORT = 6081;
    private static final int NUMBER = 5;
    private static final int IDENTIFIER = 0xff_ffff;

    @Override
    public String type() {
        return "geneve";
    }

    @Override
    public int number() {
        return NUMBER;
    }

    @Override
    public String portName() {
        return "genev_sys";
    }

    @Override
    public int ipProtocol() {
        return IpProtocol.UDP;
    }

    @Override
    public int defaultPort() {
        return PORT;
    }

    @Override
    public boolean hasChecksum() {
        return true;
    }

    @Override
    public boolean hasOptions() {
        return true;
    }

    @Override
    public TunnelCodec codec(SourcePorts ports) {
        return new GeneveCodec(ports);
    }

    @Override
    public void build(OuterHeader header, TunnelConfig config, OutgoingPacket packet) {
        FlowKey flow = packet.flow();
        long flags = flow.get(FlowField.TUN_FLAGS);
        byte[] options = packet.tunnelOptions(flow);
        boolean isControl = (flags & FlowField.TUN_OAM) != 0;
        boolean isCritical = isCritical(options);
        int identifier = (int) flow.get(FlowField.TUN_ID) & IDENTIFIER;
        header.udp(config.destinationPort(), (flags & FlowField.TUN_CSUM) != 0);
        header.out().put((byte) (options.length / 4));
        header.out().put((byte) ((isControl ? CONTROL : 0) | (isCritical ? CRITICAL : 0)));
        header.out().putShort((short) ETHERNET_INSIDE).putInt(identifier << 8).put(options);
        StringBuilder text = header.text().append("geneve(");
        text.append(isControl ? "oam," : "").append(isCritical ? "crit," : "");
        text.append("vni=0x").append(Integer.toHexString(identifier));
        if (options.length > 0) {
            text.append(",options(").append(TunnelOptionText.of(options)).append(')');
        }
        text.append(')');
    }

    /** Return whether there is an option that the other end must understand. */
    private static boolean isCritical(byte[] options) {
        boolean isCritical = false;
        for (int at = 0; at + 4 <= options.length; at += 4 + (options[at + 3] & 0x1f) * 4) {
            isCritical |= (options[at + 2] & CRITICAL_OPTION) != 0;
        }
        return isCritical;
    }
}
