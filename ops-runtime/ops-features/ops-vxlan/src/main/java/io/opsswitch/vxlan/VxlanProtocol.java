/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vxlan;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.TunnelCodec;
import io.opsswitch.datapath.packet.IpProtocol;
import io.opsswitch.tunnel.TunnelConfig;
import io.opsswitch.tunnel.TunnelProtocol;
import io.opsswitch.tunnel.header.OuterHeader;
import io.opsswitch.tunnel.header.SourcePorts;
import io.opsswitch.vswitchd.ofproto.OutgoingPacket;

/**
 * VXLAN: a header of 8 bytes behind UDP, with flags and a network identifier of 24 bits.
 *
 * <pre>
 *    0                   1                   2                   3
 *   +-------+---------------+-----------------------------------------------+
 *   | flags |                         reserved                              |
 *   +-------+-------------------------------------------------------+-------+
 *   |                  network identifier (VNI)                     |  res. |
 *   +---------------------------------------------------------------+-------+
 * </pre>
 */
final class VxlanProtocol implements TunnelProtocol {

    static final String GROUP_POLICY = "gbp";
    /** The flags: there is a network identifier. */
    static final int FLAGS = 0x0800_0000;

    private static final String GENERIC = "gpe";
    private static final int PORT = 4789;
    private static final int NUMBER = 4;
    private static final int IDENTIFIER = 0xff_ffff;

    @Override
    public String type() {
        return "vxlan";
    }

    @Override
    public int number() {
        return NUMBER;
    }

    @Override
    public String portName() {
        return "vxlan_sys";
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
    public String checkOption(String option, String value) {
        if (!option.equals("exts")) {
            return TunnelConfig.UNKNOWN_OPTION;
        }
        for (String extension : value.split(",")) {
            if (extension.equals(GENERIC)) {
                return "extension 'gpe' is not supported, the tunnel works as plain VXLAN: leave it out";
            }
            if (!extension.equals(GROUP_POLICY)) {
                return "unknown extension '" + extension + "'";
            }
        }
        return "";
    }

    @Override
    public TunnelCodec codec(SourcePorts ports) {
        return new VxlanCodec(ports);
    }

    @Override
    public void build(OuterHeader header, TunnelConfig config, OutgoingPacket packet) {
        boolean hasChecksum = (packet.flow().get(FlowField.TUN_FLAGS) & FlowField.TUN_CSUM) != 0;
        int identifier = (int) packet.flow().get(FlowField.TUN_ID) & IDENTIFIER;
        header.udp(config.destinationPort(), hasChecksum);
        header.out().putInt(FLAGS).putInt(identifier << 8);
        header.text().append("vxlan(flags=0x").append(Integer.toHexString(FLAGS));
        header.text().append(",vni=0x").append(Integer.toHexString(identifier)).append(')');
    }
}
