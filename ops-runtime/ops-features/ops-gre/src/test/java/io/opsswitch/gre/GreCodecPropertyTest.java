/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.gre;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.TunnelCodec;
import io.opsswitch.tunnel.header.OuterHeader;
import io.opsswitch.tunnel.testing.CodecChecks;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;

class GreCodecPropertyTest {
    private final TunnelCodec codec = new GreCodec();

    private static byte[] header(boolean isV4, int flags, int key) {
        OuterHeader header = CodecChecks.outer(isV4, 47);
        header.out().putShort((short) flags).putShort((short) GreProtocol.ETHERNET_INSIDE);
        if ((flags & GreProtocol.CHECKSUM) != 0) {
            header.out().putInt(0);
        }
        if ((flags & GreProtocol.KEY) != 0) {
            header.out().putInt(key);
        }
        if ((flags & GreProtocol.SEQUENCE) != 0) {
            header.out().putInt(0);
        }
        return header.toBytes();
    }

    private static int flags(boolean hasChecksum, boolean hasKey, boolean isNumbered) {
        return (hasChecksum ? GreProtocol.CHECKSUM : 0)
                | (hasKey ? GreProtocol.KEY : 0)
                | (isNumbered ? GreProtocol.SEQUENCE : 0);
    }

    @Property(tries = 200)
    void whatIsPushedIsPopped(
            @ForAll boolean isV4,
            @ForAll boolean hasChecksum,
            @ForAll boolean hasKey,
            @ForAll boolean isNumbered,
            @ForAll int key,
            @ForAll @Size(min = 14, max = 100) byte[] inside) {
        byte[] header = header(isV4, flags(hasChecksum, hasKey, isNumbered), key);
        FlowKey tunnel = new FlowKey();
        byte[] packet = CodecChecks.pushed(codec, header, inside, 1);
        assertThat(CodecChecks.pop(codec, packet, tunnel)).isEqualTo(header.length);
        assertThat(tunnel.get(FlowField.TUN_ID)).isEqualTo(hasKey ? key & 0xffff_ffffL : 0);
        assertThat((tunnel.get(FlowField.TUN_FLAGS) & FlowField.TUN_KEY) != 0).isEqualTo(hasKey);
        assertThat((tunnel.get(FlowField.TUN_FLAGS) & FlowField.TUN_CSUM) != 0).isEqualTo(hasChecksum);
    }

    @Property(tries = 50)
    void damageIsNeverAnError(
            @ForAll boolean isV4, @ForAll boolean hasChecksum, @ForAll boolean hasKey, @ForAll long seed) {
        byte[] header = header(isV4, flags(hasChecksum, hasKey, true), 77);
        CodecChecks.survivesDamage(codec, CodecChecks.pushed(codec, header, new byte[60], 5), seed);
    }
}
