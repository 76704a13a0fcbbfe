/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class KeyCodecTest {
    private static final HexFormat HEX = HexFormat.of();

    private final MessageWriter writer = new MessageWriter();
    private final FlowKey key = new FlowKey();

    private ByteBuffer begin() throws NetlinkException {
        ByteBuffer buffer = Samples.direct(4096);
        writer.begin(buffer, 30, NetlinkHeader.REQUEST, FlowTable.CMD_NEW, 1, 1, FlowTable.TABLE);
        return buffer;
    }

    /** Return the attributes of the key as they are written. */
    private String written(FlowKey mask) throws NetlinkException {
        begin();
        if (mask == null) {
            new KeyWriter(false).key(writer, FlowTable.KEY, key, null);
        } else {
            new KeyWriter(false).mask(writer, FlowTable.MASK, key, mask);
        }
        return MessagePrinter.print(writer.end(), Family.FLOW);
    }

    private Fitness read(String hex) throws MalformedMessageException {
        byte[] bytes = HEX.parseHex(hex);
        ByteBuffer buffer = Samples.direct(bytes.length).put(0, bytes);
        MessageReader reader = new MessageReader();
        reader.openAttributes(buffer, 0, bytes.length, KeyTable.TABLE);
        return new KeyReader().keyAttributes(reader, key);
    }

    @Test
    void writesATaggedPacketAsOpenVswitchDoes() throws Exception {
        key.set(FlowField.IN_PORT, 1).set(FlowField.VLAN_TPID, 0x8100).set(FlowField.VLAN_TCI, 0x100a);
        key.set(FlowField.ETH_TYPE, 0x0800).set(FlowField.IP_PROTO, 17).set(FlowField.TP_SRC, 68);
        assertThat(written(null))
                .endsWith("key(priority(0x0),skb_mark(0x0),ct_state(0x0),ct_zone(0),ct_mark(0x0),"
                        + "ct_labels(low=0x0,high=0x0),recirc_id(0),dp_hash(0x0),in_port(1),"
                        + "ethernet(src=00:00:00:00:00:00,dst=00:00:00:00:00:00),ethertype(0x8100),vlan(0x100a),"
                        + "encap(ethertype(0x800),ipv4(src=0.0.0.0,dst=0.0.0.0,proto=17,tos=0x0,ttl=0,frag=0),"
                        + "udp(src=68,dst=0)))");
    }

    @Test
    void laysOutNumbersInTheOrderOfTheKernels() throws Exception {
        key.set(FlowField.IN_PORT, 7).set(FlowField.ETH_SRC, 0x020304050607L).set(FlowField.ETH_TYPE, 0x1234);
        begin();
        new KeyWriter(false).key(writer, FlowTable.KEY, key, null);
        ByteBuffer message = writer.end();
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        String hex = HEX.formatHex(bytes);
        if (ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN) {
            assertThat(hex).contains("08000300" + "07000000").contains("06000600" + "12340000");
        }
        assertThat(hex).contains("10000400" + "020304050607" + "000000000000");
    }

    @Test
    void mapsFragmentTypes() throws Exception {
        key.set(FlowField.ETH_TYPE, 0x0800).set(FlowField.IP_FRAG, 3);
        assertThat(written(null)).contains("frag=2)");
        key.set(FlowField.IP_FRAG, 1);
        assertThat(written(null)).contains("frag=1)");
        assertThat(written(new FlowKey().set(FlowField.IP_FRAG, 3))).contains("frag=255)");
    }

    @Test
    void keepsConnectionStatesToThoseThatKernelsKnow() throws Exception {
        assertThat(written(new FlowKey().matchAll(FlowField.CT_STATE))).contains("ct_state(0xff)");
    }

    @Test
    void writesOuterHeadersWithFlagsAsAttributes() throws Exception {
        key.set(FlowField.TUN_IPV4_DST, 0x0a000001).set(FlowField.TUN_TTL, 64).set(FlowField.TUN_ID, 5);
        key.set(FlowField.TUN_FLAGS, FlowField.TUN_KEY | FlowField.TUN_CSUM | FlowField.TUN_DONT_FRAGMENT);
        key.set(FlowField.TUN_GBP_ID, 3).set(FlowField.TUN_GBP_FLAGS, 8);
        key.set(FlowField.TUN_OPTIONS_LENGTH, 8).setWord(FlowKey.TUNNEL_OPTIONS_WORD, 0x0102_80_01_deadbeefL);
        assertThat(written(null))
                .contains("tunnel(id(0x5),ipv4_dst(10.0.0.1),ttl(64),dont_fragment,csum,vxlan_opts(gbp=524291),"
                        + "geneve_opts=01028001deadbeef)");
    }

    @Test
    void findsAKeyWithoutTransportTooLittle() throws Exception {
        String attributes = "1000040000000000000000000000000006000600" + "08000000" + "10000700" + "0a000001"
                + "0a000002" + "11004000";
        assertThat(read(attributes)).isEqualTo(Fitness.TOO_LITTLE);
        assertThat(read(attributes + "08000a00" + "00440043")).isEqualTo(Fitness.PERFECT);
        assertThat(key.get(FlowField.TP_DST)).isEqualTo(67);
        assertThat(read(attributes + "08000a00" + "00440043" + "08000900" + "00010002"))
                .isEqualTo(Fitness.TOO_MUCH);
    }

    @Test
    void passesOverAttributesOfNewerKernels() throws Exception {
        assertThat(read("10000400" + "000000000000000000000000" + "06000600" + "88cc0000" + "08002a00" + "00000000"))
                .isEqualTo(Fitness.PERFECT);
    }

    @Test
    void namesPathAndByteOfWhatIsWrong() {
        assertThatThrownBy(() -> read("14001000" + "07000800" + "01020300" + "05000400" + "40000000"))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessage("key.tunnel.geneve_opts: a payload of 3 bytes, where 0 to 256 bytes, a multiple of 4 are"
                        + " wanted (byte 4 of the message)");
        assertThatThrownBy(() -> read("08000300" + "01000000" + "08000300" + "01000000"))
                .hasMessage("key.in_port: comes twice (byte 8 of the message)");
        assertThatThrownBy(() -> read("05001000")).hasMessageContaining("an attribute of 5 bytes, where 4 are left");
    }

    @Test
    void refusesListsThatDoNotFit() throws Exception {
        Actions.Builder builder = Actions.builder();
        for (int i = 0; i < 10_000; i++) {
            builder.output(i);
        }
        ByteBuffer buffer = begin();
        assertThat(buffer.capacity()).isEqualTo(4096);
        assertThatThrownBy(() -> new ActionsWriter().write(writer, FlowTable.ACTIONS, builder.build()))
                .isInstanceOf(NetlinkException.class)
                .hasMessageContaining("does not fit in 4096 bytes");
        writer.begin(Samples.direct(1 << 20), 30, 1, 1, 1, 1, FlowTable.TABLE);
        assertThatThrownBy(() -> new ActionsWriter().write(writer, FlowTable.ACTIONS, builder.build()))
                .hasMessageContaining("65535 is the most");
    }

    @Test
    void refusesNestsThatAreTooDeep() throws Exception {
        byte[] bytes = new byte[4 * 200];
        ByteBuffer buffer = Samples.direct(bytes.length);
        for (int i = 0; i < 200; i++) {
            buffer.putShort(4 * i, (short) (4 * (200 - i)));
            buffer.putShort(4 * i + 2, (short) 20);
        }
        MessageReader reader = new MessageReader();
        reader.openAttributes(buffer, 0, bytes.length, ActionTable.TABLE);
        reader.next();
        assertThatThrownBy(() -> ActionsReader.read(reader))
                .isInstanceOf(MalformedMessageException.class)
                .hasMessageContaining("nested deeper than 16");
    }
}
