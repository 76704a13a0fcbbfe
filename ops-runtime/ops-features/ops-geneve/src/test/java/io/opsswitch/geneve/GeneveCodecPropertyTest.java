/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.geneve;

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

class GeneveCodecPropertyTest {
    private final TunnelCodec codec = new GeneveCodec(new SourcePorts());

    private static byte[] header(boolean isV4, boolean hasChecksum, int vni, byte[] options) {
        OuterHeader header = CodecChecks.outer(isV4, 17).udp(6081, hasChecksum);
        header.out().put((byte) (options.length / 4)).put((byte) GeneveProtocol.CONTROL);
        header.out()
                .putShort((short) GeneveProtocol.ETHERNET_INSIDE)
                .putInt(vni << 8)
                .put(options);
        return header.toBytes();
    }

    @Property(tries = 200)
    void whatIsPushedIsPopped(
            @ForAll boolean isV4,
            @ForAll boolean hasChecksum,
            @ForAll @IntRange(max = 0xffffff) int vni,
            @ForAll @Size(max = 63) int[] words,
            @ForAll @Size(min = 14, max = 100) byte[] inside) {
        byte[] options = new byte[words.length * 4];
        for (int i = 0; i < options.length; i++) {
            options[i] = (byte) (words[i / 4] >>> 8 * (3 - i % 4));
        }
        byte[] header = header(isV4, hasChecksum, vni, options);
        FlowKey tunnel = new FlowKey();
        byte[] packet = CodecChecks.pushed(codec, header, inside, vni);
        assertThat(CodecChecks.pop(codec, packet, tunnel)).isEqualTo(header.length);
        assertThat(tunnel.get(FlowField.TUN_ID)).isEqualTo(vni);
        assertThat(tunnel.get(FlowField.TUN_FLAGS) & FlowField.TUN_OAM).isEqualTo(FlowField.TUN_OAM);
        assertThat(tunnel.get(FlowField.TUN_OPTIONS_LENGTH)).isEqualTo(options.length);
        for (int i = 0; i < words.length; i++) {
            long word = tunnel.word(FlowKey.TUNNEL_OPTIONS_WORD + i / 2);
            assertThat((int) (i % 2 == 0 ? word >>> 32 : word)).isEqualTo(words[i]);
        }
    }

    @Property(tries = 50)
    void damageIsNeverAnError(@ForAll boolean isV4, @ForAll boolean hasChecksum, @ForAll long seed) {
        byte[] options = {(byte) 0xff, (byte) 0xff, 0, 1, 1, 2, 3, 4};
        byte[] packet = CodecChecks.pushed(codec, header(isV4, hasChecksum, 77, options), new byte[60], 5);
        CodecChecks.survivesDamage(codec, packet, seed);
    }
}
