/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.netlink.witness.Witness;
import io.opsswitch.datapath.netlink.witness.Witness.Direction;
import io.opsswitch.datapath.netlink.witness.Witness.Message;
import io.opsswitch.datapath.text.ActionParser;
import io.opsswitch.datapath.text.FlowMatch;
import io.opsswitch.datapath.text.FlowParser;
import io.opsswitch.datapath.text.PortNames;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The text that dpctl was given, read by us, is the message that dpctl sent. */
class DpctlTextWitnessTest {

    private static final Pattern ADD_FLOW = Pattern.compile("ovs-dpctl add-flow cap (?:ufid:\\S+ )?(\\S+) ?(.*)");

    static Stream<Message> flows() throws IOException {
        return Witness.messages().stream()
                .filter(each -> each.direction() == Direction.REQUEST
                        && each.family().equals("ovs_flow")
                        && ADD_FLOW.matcher(each.command()).matches());
    }

    @ParameterizedTest
    @MethodSource("flows")
    void textAndMessageSayTheSame(Message message) throws Exception {
        Matcher words = ADD_FLOW.matcher(message.command());
        assertThat(words.matches()).isTrue();
        FlowMatch match = FlowParser.match(words.group(1), PortNames.NONE);
        Actions actions = ActionParser.actions(words.group(2), PortNames.NONE);

        MessageReader reader = new MessageReader();
        reader.open(message.bytes(), FlowTable.TABLE);
        KeyWriter keys = new KeyWriter(false);
        while (reader.next()) {
            MessageWriter writer = new MessageWriter();
            writer.begin(buffer(4096), 0, 0, 0, 0, 0, FlowTable.TABLE);
            switch (reader.type()) {
                case FlowTable.KEY -> keys.key(writer, FlowTable.KEY, match.key(), match.mask());
                case FlowTable.MASK -> keys.mask(writer, FlowTable.MASK, match.key(), match.mask());
                case FlowTable.ACTIONS -> new ActionsWriter().write(writer, FlowTable.ACTIONS, actions);
                default -> {
                    continue;
                }
            }
            MessageReader ours = new MessageReader();
            ours.open(writer.end(), FlowTable.TABLE);
            assertThat(ours.next()).isTrue();
            AttributeTable table = reader.attribute().nested();
            assertThat(Canonical.text(payload(ours), table))
                    .as(reader.attribute().name() + " of " + message)
                    .isEqualTo(Canonical.text(payload(reader), table));
        }
    }

    private static ByteBuffer payload(MessageReader reader) {
        byte[] bytes = reader.getBytes();
        return buffer(bytes.length).put(bytes).flip();
    }

    private static ByteBuffer buffer(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }
}
