/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.message.Witness.Direction;
import io.opsswitch.datapath.netlink.transport.Family;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What C programs and a kernel really said to each other is understood, and said in the same bytes. */
class CapturedMessagesTest {

    /** What a mask means without saying it: all of the recirculation identifier, and nothing of a tunnel. */
    private static final Set<String> IMPLIED = Set.of("08001400ffffffff", "0c0010000500040000000000");

    static Stream<Witness.Message> messages() throws IOException {
        return Witness.messages().stream();
    }

    static Stream<Witness.Message> flows() throws IOException {
        return messages().filter(message -> "ovs_flow".equals(message.family()) && message.hex().length() > 2 * 24);
    }

    @Test
    void allFamiliesOfAKernelAreAmongThem() throws IOException {
        List<Witness.Message> all = messages().toList();
        for (Family family : Family.values()) {
            if (family != Family.WINDOWS_NETDEV) {
                assertThat(all).anyMatch(each -> each.datapathFamily() == family && each.direction() == Direction.REQUEST);
                assertThat(all).anyMatch(each -> each.datapathFamily() == family && each.direction() != Direction.REQUEST);
            }
        }
        assertThat(all).hasSizeGreaterThan(400);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void theyAreUnderstood(Witness.Message message) throws Exception {
        Family family = message.datapathFamily();
        if (family == null && !message.family().equals("netfilter")) {
            return; // errors and ends are the transports'
        }
        MessageReader reader = new MessageReader();
        if (family == null) {
            reader.openConntrack(message.bytes(), false);
        } else {
            reader.open(message.bytes(), Tables.of(family));
        }
        walk(reader, 0);
        assertThat(MessagePrinter.print(message.bytes(), family, false)).doesNotContain("?");
    }

    private static void walk(MessageReader reader, int depth) throws MalformedMessageException {
        while (reader.next()) {
            assertThat(reader.isKnown() || depth > 0).as("attribute " + reader.type()).isTrue();
            if (reader.isKnown()
                    && reader.attribute() != null
                    && (reader.attribute().kind() == Kind.NEST || reader.attribute().kind() == Kind.LIST)) {
                reader.enter();
                walk(reader, depth + 1);
                reader.leave();
            }
        }
    }

    /**
     * Return the attributes in a nest. Left out are those that are 0 in one of the two and not there in the other, by which
     * packets without and with such metadata are told apart nowhere; dpctl sends only what its user wrote.
     *
     * @param ordered whether their order counts: the daemon writes all keys in one order, dpctl as its user does, and
     *     kernels in an order of their own
     */
    private static List<String> comparable(String nest, String other, boolean ordered) {
        List<String> attributes = attributes(nest);
        List<String> others = attributes(other);
        List<String> result = attributes.stream()
                .filter(each -> others.contains(each) || !(each.substring(8).matches("0*") || !ordered && IMPLIED.contains(each)))
                .toList();
        return ordered ? result : result.stream().sorted().toList();
    }

    private static List<String> attributes(String nest) {
        ByteBuffer bytes = ByteBuffer.wrap(HexFormat.of().parseHex(nest)).order(ByteOrder.nativeOrder());
        List<String> found = new ArrayList<>();
        while (bytes.remaining() >= 4) {
            int length = bytes.getShort(bytes.position()) & 0xffff;
            found.add(nest.substring(2 * bytes.position(), 2 * (bytes.position() + length)));
            bytes.position(Math.min(bytes.limit(), bytes.position() + (length + 3 & ~3)));
        }
        return found;
    }

    /** Keys, masks and actions are read into ours and written again: the same bytes, in the same order. */
    @ParameterizedTest
    @MethodSource("flows")
    void flowsAreWrittenAsTheyWereRead(Witness.Message message) throws Exception {
        MessageReader reader = new MessageReader();
        KeyReader keys = new KeyReader();
        KeyWriter keyWriter = new KeyWriter(false);
        FlowKey key = new FlowKey();
        FlowKey mask = new FlowKey();
        Actions actions = Actions.DROP;
        boolean hasMask = false;
        reader.open(message.bytes(), FlowTable.TABLE);
        while (reader.next()) {
            switch (reader.type()) {
                case FlowTable.KEY -> {
                    assertThat(keys.key(reader, key)).isEqualTo(Fitness.PERFECT);
                }
                case FlowTable.MASK -> {
                    hasMask = true;
                    assertThat(keys.mask(reader, key, mask)).isEqualTo(Fitness.PERFECT);
                }
                case FlowTable.ACTIONS -> actions = ActionsReader.read(reader);
                default -> {
                    // The rest is plain.
                }
            }
        }
        ByteBuffer buffer = ByteBuffer.allocateDirect(4096).order(ByteOrder.nativeOrder());
        MessageWriter writer = new MessageWriter();
        reader.open(message.bytes(), FlowTable.TABLE);
        while (reader.next()) {
            String was = HexFormat.of().formatHex(reader.getBytes());
            writer.begin(buffer, 0, 0, 0, 0, 0, FlowTable.TABLE);
            switch (reader.type()) {
                case FlowTable.KEY -> keyWriter.key(writer, FlowTable.KEY, key, hasMask ? mask : null);
                case FlowTable.MASK -> keyWriter.mask(writer, FlowTable.MASK, key, mask);
                case FlowTable.ACTIONS -> new ActionsWriter().write(writer, FlowTable.ACTIONS, actions);
                default -> {
                    continue;
                }
            }
            MessageReader again = new MessageReader();
            again.open(writer.end(), FlowTable.TABLE);
            assertThat(again.next()).isTrue();
            String is = HexFormat.of().formatHex(again.getBytes());
            boolean fromFlow = message.direction() == Direction.REQUEST && !message.command().startsWith("ovs-dpctl");
            assertThat(comparable(is, was, fromFlow))
                    .as(reader.attribute().name() + " of " + message)
                    .isEqualTo(comparable(was, is, fromFlow));
        }
    }
}
