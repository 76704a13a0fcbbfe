/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.KeyGroup;
import io.opsswitch.datapath.netlink.testing.Frames;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

/** What the rarer actions make of frames, byte for byte. */
class FakeFramesTest extends FakeTestBase {
    private static final String ETHERNET = "0a0000000001" + "0a0000000002";
    private static final String CONTEXT = "000102030405060708090a0b0c0d0e0f";
    private static final int UDP = 17;

    private static Actions.Builder wrapped(Actions.Builder builder) {
        return builder.pushEthernet(0x0a0000000001L, 0x0a0000000002L);
    }

    private static Actions.Builder nsh(int flags) {
        Action.Nsh header =
                new Action.Nsh(flags, 63, 1, 3, 0x00000aff, HexFormat.of().parseHex(CONTEXT));
        return wrapped(Actions.builder().pushNsh(header));
    }

    @Test
    void putsServiceHeadersInFrontOfFramesAndTakesThemOff() throws Exception {
        execute(Frames.udp(1), nsh(0).output(2).build());
        // Version 0, no flags, time to live 63, 6 words; metadata type 1, Ethernet inside.
        assertThat(sent(2))
                .containsExactly(ETHERNET + "894f" + "0fc6" + "0103" + "00000aff" + CONTEXT + hex(Frames.udp(1)));
        execute(Frames.udp(1), nsh(0).popEthernet().popNsh().output(3).build());
        assertThat(sent(3)).containsExactly(hex(Frames.udp(1)));
    }

    @Test
    void setsTheTimeToLiveOfServiceHeadersAndNothingElse() throws Exception {
        FlowKey value = new FlowKey().set(FlowField.NSH_TTL, 9);
        FlowKey mask = new FlowKey().matchAll(FlowField.NSH_TTL);
        execute(
                Frames.udp(1),
                nsh(2).setMasked(KeyGroup.NSH, value, mask).output(2).build());
        // Flags 2 at bit 12, time to live 9 at bit 6.
        assertThat(sent(2))
                .containsExactly(ETHERNET + "894f" + "2246" + "0103" + "00000aff" + CONTEXT + hex(Frames.udp(1)));
    }

    @Test
    void setsPathAndContextOfServiceHeaders() throws Exception {
        FlowKey value = new FlowKey().set(FlowField.NSH_PATH, 0x00001200L).set(FlowField.NSH_C2, 0xaabbccddL);
        FlowKey mask = new FlowKey().set(FlowField.NSH_PATH, 0xffffff00L).matchAll(FlowField.NSH_C2);
        execute(
                Frames.udp(1),
                nsh(0).setMasked(KeyGroup.NSH, value, mask).output(2).build());
        assertThat(sent(2))
                .containsExactly(ETHERNET + "894f" + "0fc6" + "0103" + "000012ff" + "00010203" + "aabbccdd"
                        + "08090a0b0c0d0e0f" + hex(Frames.udp(1)));
    }

    @Test
    void addsLabelsBehindOrInFrontOfTheEthernetHeader() throws Exception {
        execute(
                Frames.udp(1),
                Actions.builder().addMpls(0x0000a13f, 0x8847, 1).output(2).build());
        String frame = hex(Frames.udp(1));
        assertThat(sent(2)).containsExactly(frame.substring(0, 24) + "8847" + "0000a13f" + frame.substring(28));
        execute(
                Frames.udp(1),
                wrapped(Actions.builder().addMpls(0x0000a13f, 0x8848, 0))
                        .output(3)
                        .build());
        assertThat(sent(3)).containsExactly(ETHERNET + "8848" + "0000a13f" + frame);
    }

    @Test
    void setsLabelsByMask() throws Exception {
        FlowKey value = new FlowKey().set(FlowField.MPLS_LSE_0, 0x00007000L);
        FlowKey mask = new FlowKey().set(FlowField.MPLS_LSE_0, 0xfffff000L);
        execute(
                Frames.udp(1),
                Actions.builder()
                        .pushMpls(0x0000113f, 0x8847)
                        .setMasked(KeyGroup.MPLS, value, mask)
                        .output(2)
                        .build());
        assertThat(sent(2).get(0).substring(24, 36)).isEqualTo("8847" + "0000713f");
    }

    @Test
    void samplesAlwaysNeverAndAboutHalfOfTheTime() throws Exception {
        Actions always = Actions.builder()
                .sample(-1, sample -> sample.pushVlan(0x8100, 5).output(2))
                .output(3)
                .build();
        execute(Frames.udp(1), always);
        assertThat(sent(2)).containsExactly(hex(Frames.tagged(5, 1)));
        assertThat(sent(3)).containsExactly(hex(Frames.udp(1)));
        execute(
                Frames.udp(1),
                Actions.builder().sample(0, sample -> sample.output(2)).build());
        assertThat(sent(2)).isEmpty();
        Actions half =
                Actions.builder().sample(1 << 31, sample -> sample.output(2)).build();
        for (int i = 0; i < 400; i++) {
            execute(Frames.udp(1), half);
        }
        assertThat(sent(2)).hasSizeBetween(140, 260);
    }

    /** A UDP packet over IPv6 with traffic class 0xab, label 0x12345 and right checksum. */
    private static byte[] ipv6() {
        byte[] frame = HexFormat.of()
                .parseHex("020000000002" + "020000000001" + "86dd" + "6ab12345" + "000a" + "1140"
                        + "20010db8000000000000000000000001" + "20010db8000000000000000000000002" + "0001"
                        + "0050" + "000a" + "0000" + "6869");
        int sum = checksumError(frame, 22, 64, UDP + 10);
        frame[60] = (byte) (sum >>> 8);
        frame[61] = (byte) sum;
        assertThat(checksumError(frame, 22, 64, UDP + 10)).isZero();
        return frame;
    }

    @Test
    void setsIpv6FieldsAndMendsTheChecksum() throws Exception {
        FlowKey value = new FlowKey()
                .set(FlowField.IPV6_DST_HIGH, 0x20010db8_00000005L)
                .set(FlowField.IPV6_DST_LOW, 0x99)
                .set(FlowField.IP_TTL, 7);
        FlowKey mask = new FlowKey()
                .matchAll(FlowField.IPV6_DST_HIGH)
                .matchAll(FlowField.IPV6_DST_LOW)
                .matchAll(FlowField.IP_TTL);
        execute(
                ipv6(),
                Actions.builder()
                        .setMasked(KeyGroup.IPV6, value, mask)
                        .output(2)
                        .build());
        String sent = sent(2).get(0);
        String before = hex(ipv6());
        assertThat(sent.substring(0, 42)).isEqualTo(before.substring(0, 42));
        assertThat(sent.substring(42, 44)).isEqualTo("07");
        assertThat(sent.substring(44, 108))
                .isEqualTo("20010db8000000000000000000000001" + "20010db8000000050000000000000099");
        assertThat(sent.substring(120)).isNotEqualTo(before.substring(120));
        assertThat(checksumError(HexFormat.of().parseHex(sent), 22, 64, UDP + 10))
                .isZero();
    }

    @Test
    void setsLabelAndTrafficClassEachAlone() throws Exception {
        FlowKey label = new FlowKey().set(FlowField.IPV6_LABEL, 0xfedcb);
        execute(
                ipv6(),
                Actions.builder()
                        .setMasked(KeyGroup.IPV6, label, new FlowKey().set(FlowField.IPV6_LABEL, 0xfffff))
                        .output(2)
                        .build());
        assertThat(sent(2).get(0).substring(28, 36)).isEqualTo("6abfedcb");
        FlowKey tos = new FlowKey().set(FlowField.IP_TOS, 0x5c);
        execute(
                ipv6(),
                Actions.builder()
                        .setMasked(KeyGroup.IPV6, tos, new FlowKey().set(FlowField.IP_TOS, 0xfc))
                        .output(2)
                        .build());
        // Congestion bits, the lower two of 0xab, stay.
        assertThat(sent(2).get(0).substring(28, 36)).isEqualTo("65f12345");
    }

    @Test
    void setsPortsBehindIpv6() throws Exception {
        FlowKey value = new FlowKey().set(FlowField.TP_DST, 0x1f90);
        FlowKey mask = new FlowKey().matchAll(FlowField.TP_DST);
        execute(
                ipv6(),
                Actions.builder().setMasked(KeyGroup.UDP, value, mask).output(2).build());
        byte[] sent = HexFormat.of().parseHex(sent(2).get(0));
        assertThat(hex(sent).substring(108, 120)).isEqualTo("00011f90000a");
        assertThat(checksumError(sent, 22, 64, UDP + 10)).isZero();
    }
}
