/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.control.AsyncConfig;
import io.opsswitch.openflow.message.control.AsyncKind;
import io.opsswitch.openflow.message.control.ErrorMessage;
import io.opsswitch.openflow.message.control.Hello;
import io.opsswitch.openflow.message.port.PortCounter;
import io.opsswitch.openflow.message.port.PortDescription;
import io.opsswitch.openflow.message.port.PortStats;
import io.opsswitch.openflow.message.wire.Age;
import io.opsswitch.openflow.message.wire.Empty;
import io.opsswitch.openflow.message.wire.WireReader;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MessagesTest {

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    private static String hex(ByteBuffer bytes) {
        return HexFormat.of().formatHex(bytes.array());
    }

    private static OpenFlowError errorOf(String hex) {
        try {
            Messages.decode(bytes(hex));
            throw new AssertionError("accepted " + hex);
        } catch (OpenFlowException e) {
            return e.error();
        }
    }

    @Test
    void tellsWhatIsWrongWithHeaders() {
        assertThat(errorOf("09 05 0008 00000001")).isEqualTo(OpenFlowError.OFPBRC_BAD_VERSION);
        assertThat(errorOf("01 63 0008 00000001")).isEqualTo(OpenFlowError.OFPBRC_BAD_TYPE);
        assertThat(errorOf("04 04 0010 00000001 00002320 00001234")).isEqualTo(OpenFlowError.OFPBRC_BAD_SUBTYPE);
        assertThat(errorOf("04 04 0010 00000001 00005555 00001234")).isEqualTo(OpenFlowError.OFPBRC_BAD_VENDOR);
        assertThat(errorOf("04 12 0010 00000001 1234 0000 00000000")).isEqualTo(OpenFlowError.OFPBRC_BAD_STAT);
        assertThat(errorOf("04 04 000c 00000001 00002320")).isEqualTo(OpenFlowError.OFPBRC_BAD_LEN);
        assertThat(errorOf("04 05 0009 00000001 00")).isEqualTo(OpenFlowError.OFPBRC_BAD_LEN);
    }

    @Test
    void saysHelloWithAListOnlyIfVersionsAreLeftOut() {
        Hello all = Hello.of(Set.of(OpenFlowVersion.OF10, OpenFlowVersion.OF11));
        assertThat(hex(Messages.encode(OfMessage.of(MessageKind.HELLO, OpenFlowVersion.OF11, 1, all))))
                .isEqualTo("0200000800000001");
        Hello some = Hello.of(Set.of(OpenFlowVersion.OF10, OpenFlowVersion.OF13));
        assertThat(hex(Messages.encode(OfMessage.of(MessageKind.HELLO, OpenFlowVersion.OF13, 1, some))))
                .isEqualTo("0400001000000001" + "0001000800000012");
    }

    @Test
    void findsTheHighestVersionThatBothSpeak() {
        Hello later = Hello.decode(9, new WireReader(ByteBuffer.allocate(0)));
        assertThat(later.highest(Hello.bits(Set.of(OpenFlowVersion.OF10, OpenFlowVersion.OF14))))
                .isEqualTo(OpenFlowVersion.OF14);
        Hello listed = Hello.decode(4, new WireReader(bytes("0001 0008 00000012")));
        assertThat(listed.highest(Hello.bits(Set.of(OpenFlowVersion.OF12)))).isNull();
        assertThat(listed.highest(-1)).isEqualTo(OpenFlowVersion.OF13);
        assertThat(Hello.decode(1, new WireReader(bytes("0007 0008 00000012"))).understood())
                .isFalse();
    }

    @Test
    void splitsListsThatDoNotFitIntoOneMessage() {
        List<PortDescription> ports = new ArrayList<>();
        for (int i = 1; i <= 3000; i++) {
            ports.add(new PortDescription(i, i, "p" + i, 0, 0, 0, 0, 0, 0, 0, 0));
        }
        OfMessage request = OfMessage.of(
                MessageKind.PORT_DESC_STATS_REQUEST,
                OpenFlowVersion.OF13,
                7,
                new io.opsswitch.openflow.message.port.PortRequest(0xffff));
        List<ByteBuffer> parts = Messages.encodeParts(request.reply(new PortDescription.Reply(ports)));
        List<PortDescription> read = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            OfMessage part = Messages.decode(parts.get(i));
            assertThat(part.hasMore()).isEqualTo(i < parts.size() - 1);
            assertThat(part.transaction()).isEqualTo(7);
            assertThat(parts.get(i).remaining()).isBetween(16, 65535);
            read.addAll(((PortDescription.Reply) part.body()).entries());
        }
        assertThat(parts).hasSize(3);
        assertThat(read).isEqualTo(ports);
    }

    @Test
    void tellsErrorsOfExperimentersInBothWays() {
        ByteBuffer refused = bytes("01 63 0008 00000009");
        assertThat(hex(Messages.error(OpenFlowError.NXBRC_MUST_BE_ZERO, refused)))
                .isEqualTo("0101001c00000009" + "b0c20000" + "00002320" + "00010203" + "0163000800000009");
        ByteBuffer later = bytes("04 63 0008 00000009");
        assertThat(hex(Messages.error(OpenFlowError.NXBRC_MUST_BE_ZERO, later)))
                .isEqualTo("0401001800000009" + "ffff0004" + "00002320" + "0463000800000009");
        OfMessage read = Messages.decode(Messages.error(OpenFlowError.NXBRC_MUST_BE_ZERO, later));
        assertThat(((ErrorMessage) read.body()).error()).isEqualTo(OpenFlowError.NXBRC_MUST_BE_ZERO);
    }

    @Test
    void wantsPacketsOfTableMissFlowsWithThoseThatNothingMatched() {
        OfMessage message = Messages.decode(bytes("04 04 0018 00000001 00002320 0000001b 0001 0008 00000001"));
        AsyncConfig change = (AsyncConfig) message.body();
        AsyncConfig all = AsyncConfig.defaults(OpenFlowVersion.OF13).with(change);
        assertThat(all.reasons(AsyncKind.PACKET_IN, true)).isEqualTo(1 | AsyncConfig.EXPLICIT_MISS);
        assertThat(all.reasons(AsyncKind.PORT_STATUS, true)).isEqualTo(7);
        assertThat(errorOf("04 04 0018 00000001 00002320 0000001b 0001 0008 00000100"))
                .isEqualTo(OpenFlowError.OFPACFC_INVALID);
        assertThat(errorOf("04 04 0018 00000001 00002320 0000001b 0101 0008 00000001"))
                .isEqualTo(OpenFlowError.OFPACFC_UNSUPPORTED);
    }

    @Test
    void keepsCountersThatAVersionDoesNotTellUnknown() {
        PortStats stats = PortStats.of(1, new Age(3, 4), Map.of(PortCounter.RX_PACKETS, 5L), List.of());
        OfMessage reply = OfMessage.of(
                MessageKind.PORT_STATS_REPLY, OpenFlowVersion.OF10, 1, new PortStats.Reply(List.of(stats)));
        PortStats read = ((PortStats.Reply)
                        Messages.decode(Messages.encode(reply)).body())
                .entries()
                .get(0);
        assertThat(read.get(PortCounter.RX_PACKETS)).isEqualTo(5);
        assertThat(read.get(PortCounter.RX_BYTES)).isEqualTo(PortStats.UNKNOWN);
        assertThat(read.age()).isEqualTo(Age.UNKNOWN);
    }

    @Test
    void refusesToWriteWhatAVersionDoesNotHave() {
        assertThatThrownBy(() -> OfMessage.of(MessageKind.METER_MOD, OpenFlowVersion.OF10, 1, Empty.EMPTY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("OpenFlow10 has no METER_MOD");
        assertThatThrownBy(() ->
                        Messages.encode(OfMessage.of(MessageKind.SET_CONFIG, OpenFlowVersion.OF10, 1, Empty.EMPTY)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
