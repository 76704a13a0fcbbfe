/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vxlan;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.TunnelCodec;
import io.opsswitch.tunnel.header.OuterHeader;
import io.opsswitch.tunnel.header.SourcePorts;
import io.opsswitch.tunnel.testing.CodecChecks;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

class VxlanCodecPropertyTest {
    private final TunnelCodec codec = new VxlanCodec(new SourcePorts());

    private static byte[] header(boolean isV4, boolean hasChecksum, int vni) {
        OuterHeader header = CodecChecks.outer(isV4, 17).udp(4789, hasChecksum);
        header.out().putInt(VxlanProtocol.FLAGS).putInt(vni << 8);
        return header.toBytes();
    }

    @Property(tries = 200)
    void whatIsPushedIsPopped(
            @ForAll boolean isV4,
            @ForAll boolean hasChecksum,
            @ForAll @IntRange(max = 0xffffff) int vni,
            @ForAll @Size(min = 14, max = 300) byte[] inside,
            @ForAll int hash) {
        byte[] header = header(isV4, hasChecksum, vni);
        byte[] packet = CodecChecks.pushed(codec, header, inside, hash);
        FlowKey tunnel = new FlowKey();
        assertThat(CodecChecks.pop(codec, packet, tunnel)).isEqualTo(header.length);
        assertThat(packet).endsWith(inside);
        assertThat(tunnel.get(FlowField.TUN_ID)).isEqualTo(vni);
        assertThat(tunnel.get(FlowField.TUN_TOS)).isEqualTo(0x20);
        assertThat(tunnel.get(FlowField.TUN_TTL)).isEqualTo(63);
        assertThat(tunnel.get(FlowField.TUN_TP_DST)).isEqualTo(4789);
        assertThat(tunnel.get(FlowField.TUN_TP_SRC)).isBetween(32768L, 61000L);
        long flags =
                FlowField.TUN_KEY | (hasChecksum ? FlowField.TUN_CSUM : 0) | (isV4 ? FlowField.TUN_DONT_FRAGMENT : 0);
        assertThat(tunnel.get(FlowField.TUN_FLAGS)).isEqualTo(flags);
        assertThat(tunnel.get(FlowField.TUN_IPV4_DST)).isEqualTo(isV4 ? 0x0a000002 : 0);
        assertThat(tunnel.get(FlowField.TUN_IPV6_DST_LOW)).isEqualTo(isV4 ? 0 : 2);
    }

    @Property(tries = 50)
    void damageIsNeverAnError(@ForAll boolean isV4, @ForAll boolean hasChecksum, @ForAll long seed) {
        byte[] packet = CodecChecks.pushed(codec, header(isV4, hasChecksum, 77), new byte[60], 5);
        CodecChecks.survivesDamage(codec, packet, seed);
    }

    @Property(tries = 50)
    void aWrongChecksumIsFound(@ForAll boolean isV4, @ForAll @IntRange(min = 50, max = 109) int place) {
        byte[] packet = CodecChecks.pushed(codec, header(isV4, true, 77), new byte[60], 5);
        packet[place] ^= 1;
        assertThat(CodecChecks.pop(codec, packet, new FlowKey())).isEqualTo(TunnelCodec.DAMAGED);
    }
}
