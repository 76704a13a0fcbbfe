/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.witness.Witness;
import io.opsswitch.datapath.netlink.witness.Witness.Direction;
import io.opsswitch.datapath.packet.EtherType;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What C programs and a kernel really said to each other is understood, and said in the same bytes. */
class CapturedMessagesTest {

    static Stream<Witness.Message> messages() throws IOException {
        return Witness.messages().stream();
    }

    static Stream<Witness.Message> flows() throws IOException {
        return messages()
                .filter(message ->
                        "ovs_flow".equals(message.family()) && message.hex().length() > 2 * 24);
    }

    @Test
    void allFamiliesOfAKernelAreAmongThem() throws IOException {
        List<Witness.Message> all = messages().toList();
        for (Family family : Family.values()) {
            if (family != Family.WINDOWS_NETDEV) {
                assertThat(all)
                        .anyMatch(each -> each.datapathFamily() == family && each.direction() == Direction.REQUEST);
                assertThat(all)
                        .anyMatch(each -> each.datapathFamily() == family && each.direction() != Direction.REQUEST);
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
            reader.openConntrack(message.bytes());
        } else {
            reader.open(message.bytes(), Tables.of(family));
        }
        walk(reader, 0);
        assertThat(MessagePrinter.print(message.bytes(), family)).doesNotContain("?");
    }

    private static void walk(MessageReader reader, int depth) throws MalformedMessageException {
        while (reader.next()) {
            assertThat(reader.isKnown() || depth > 0)
                    .as("attribute " + reader.type())
                    .isTrue();
            if (reader.isKnown()
                    && reader.attribute() != null
                    && (reader.attribute().kind() == Kind.NEST
                            || reader.attribute().kind() == Kind.LIST)) {
                reader.enter();
                walk(reader, depth + 1);
                reader.leave();
            }
        }
    }

    /** Keys, masks and actions are read into ours and written again: they say the same. */
    @ParameterizedTest
    @MethodSource("flows")
    void flowsAreWrittenAsTheyWereRead(Witness.Message message) throws Exception {
        for (ReadAndWritten part : parts(message)) {
            String written = Canonical.text(part.written(), part.table());
            // That there is no Ethertype can be matched only as a whole; the kernel says so with a mask of 0.
            assertThat(part.isTyped() ? written : written.replace(" key.ethertype=ffff", ""))
                    .as(part.name() + " of " + message)
                    .isEqualTo(Canonical.text(part.read(), part.table()));
        }
    }

    static Stream<Witness.Message> flowsOfTheDaemon() throws IOException {
        // When it adds a bridge it only tries what the kernel can do; what it found is in all that it says afterwards.
        return flows().filter(message -> message.direction() == Direction.REQUEST
                && !message.command().startsWith("ovs-dpctl")
                && !message.command().startsWith("ovs-vsctl add-br"));
    }

    /**
     * What the C daemon writes, we write in the same bytes. Its keys are the kernel's own, handed back as they came in the
     * upcall: they have the same attributes in the kernel's order.
     */
    @ParameterizedTest
    @MethodSource("flowsOfTheDaemon")
    void flowsOfTheDaemonAreWrittenInTheSameBytes(Witness.Message message) throws Exception {
        for (ReadAndWritten part : parts(message)) {
            boolean isKey = part.name().equals("key");
            assertThat(isKey ? sorted(part.written()) : hex(part.written()))
                    .as(part.name() + " of " + message)
                    .isEqualTo(isKey ? sorted(part.read()) : hex(part.read()));
        }
    }

    /** Return attributes in the order of their texts. */
    private static String sorted(ByteBuffer attributes) {
        List<String> found = new ArrayList<>();
        ByteBuffer rest = attributes.duplicate().order(ByteOrder.nativeOrder());
        while (rest.remaining() >= 4) {
            int next = Math.min(rest.remaining(), (rest.getShort(rest.position()) & 0xffff) + 3 & ~3);
            found.add(hex(rest.slice(rest.position(), next)));
            rest.position(rest.position() + next);
        }
        return String.join(" ", found.stream().sorted().toList());
    }

    private static String hex(ByteBuffer bytes) {
        byte[] all = new byte[bytes.remaining()];
        bytes.duplicate().get(all);
        return HexFormat.of().formatHex(all);
    }

    private record ReadAndWritten(
            String name, ByteBuffer read, ByteBuffer written, AttributeTable table, boolean isTyped) {}

    private static List<ReadAndWritten> parts(Witness.Message message) throws Exception {
        MessageReader reader = new MessageReader();
        KeyReader keys = new KeyReader();
        FlowKey key = new FlowKey();
        FlowKey mask = new FlowKey();
        Actions actions = Actions.DROP;
        boolean hasMask = false;
        reader.open(message.bytes(), FlowTable.TABLE);
        while (reader.next()) {
            switch (reader.type()) {
                case FlowTable.KEY -> assertThat(keys.key(reader, key)).isEqualTo(Fitness.PERFECT);
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
        boolean isTyped = key.get(FlowField.ETH_TYPE) >= EtherType.MIN;
        List<ReadAndWritten> parts = new ArrayList<>();
        KeyWriter keyWriter = new KeyWriter(false);
        reader.open(message.bytes(), FlowTable.TABLE);
        while (reader.next()) {
            MessageWriter writer = new MessageWriter();
            writer.begin(buffer(4096), 0, 0, 0, 0, 0, FlowTable.TABLE);
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
            AttributeTable table = reader.attribute().nested();
            parts.add(new ReadAndWritten(reader.attribute().name(), payload(reader), payload(again), table, isTyped));
        }
        return parts;
    }

    private static ByteBuffer payload(MessageReader reader) {
        byte[] bytes = reader.getBytes();
        return buffer(bytes.length).put(bytes).flip();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }
}
