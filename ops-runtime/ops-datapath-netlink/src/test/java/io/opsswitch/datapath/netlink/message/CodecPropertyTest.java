/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

class CodecPropertyTest {
    private static final KeyWriter KEYS = new KeyWriter(false);

    private static ByteBuffer flow(FlowKey key, FlowKey mask, Actions actions) throws NetlinkException {
        MessageWriter writer = new MessageWriter();
        writer.begin(Samples.direct(65536), 30, NetlinkHeader.REQUEST, FlowTable.CMD_NEW, 1, 1, FlowTable.TABLE);
        int at = writer.putRoom(FlowTable.UFID, 16);
        writer.setBigLong(at, 1);
        KEYS.key(writer, FlowTable.KEY, key, mask);
        KEYS.mask(writer, FlowTable.MASK, key, mask);
        new ActionsWriter().write(writer, FlowTable.ACTIONS, actions);
        return writer.end();
    }

    @Property(tries = 200)
    void readsTheFlowThatWasWritten(@ForAll long seed) throws Exception {
        Samples samples = new Samples(seed);
        FlowKey key = samples.key();
        FlowKey mask = new FlowKey();
        ExactMask.of(key, mask);
        // Kernels have no packet types, and label stack entries that the key lacks are not masked.
        mask.set(FlowField.PACKET_TYPE, 0);
        if (key.get(FlowField.MPLS_LSE_1) == 0) {
            mask.set(FlowField.MPLS_LSE_1, 0);
        }
        if (key.get(FlowField.MPLS_LSE_2) == 0) {
            mask.set(FlowField.MPLS_LSE_2, 0);
        }
        erspan(key, mask);
        Actions actions = samples.actions(3);
        FlowRecord record = new FlowRecord();
        record.read(new MessageReader(), flow(key, mask, actions));
        assertThat(record.fitness()).isEqualTo(Fitness.PERFECT);
        assertThat(record.key()).as(() -> difference(record.key(), key)).isEqualTo(key);
        assertThat(record.mask()).as(() -> difference(record.mask(), mask)).isEqualTo(mask);
        assertThat(record.actions()).isEqualTo(actions);
        assertThat(record.hasFlowId()).isTrue();
    }

    /** Masks of ERSPAN have the fields of the key's version, and one bit or six where fields have eight. */
    private static void erspan(FlowKey key, FlowKey mask) {
        for (FlowField field : FlowField.values()) {
            if (field.name().startsWith("TUN_ERSPAN")) {
                mask.set(field, 0);
            }
        }
        int present = (int) mask.get(FlowField.TUN_FLAGS);
        mask.set(FlowField.TUN_FLAGS, present & 0xf);
        if (key.get(FlowField.TUN_OPTIONS_LENGTH) == 0) {
            mask.set(FlowField.TUN_OPTIONS_LENGTH, mask.get(FlowField.TUN_OPTIONS_LENGTH));
        }
    }

    private static String difference(FlowKey is, FlowKey wanted) {
        StringBuilder text = new StringBuilder();
        for (FlowField field : FlowField.values()) {
            if (is.get(field) != wanted.get(field)) {
                text.append(String.format("%s is %x, not %x; ", field, is.get(field), wanted.get(field)));
            }
        }
        return text.toString();
    }

    @Property(tries = 100)
    void endsEachDamagedFlowInOneKindOfError(@ForAll long seed) throws Exception {
        Samples samples = new Samples(seed);
        Random random = new Random(seed);
        FlowKey key = samples.key();
        ByteBuffer message = flow(key, key, samples.actions(3));
        for (int i = 0; i < 30; i++) {
            int at = random.nextInt(message.limit());
            message.put(at, (byte) (message.get(at) ^ 1 << random.nextInt(8)));
            if (random.nextInt(4) == 0) {
                message.putShort(at & ~1, (short) random.nextInt());
            }
            message.putInt(0, message.limit());
            survives(message);
        }
    }

    @Property(tries = 20)
    void endsEachTruncatedFlowInOneKindOfError(@ForAll long seed) throws Exception {
        Samples samples = new Samples(seed);
        FlowKey key = samples.key();
        ByteBuffer message = flow(key, key, samples.actions(2));
        int whole = message.limit();
        for (int length = 0; length < whole; length++) {
            message.limit(length);
            survives(message);
            if (length >= 4) {
                message.putInt(0, length);
            }
            survives(message);
        }
    }

    @Property(tries = 100)
    void endsRandomBytesInOneKindOfError(@ForAll byte[] bytes) {
        ByteBuffer message = Samples.direct(bytes.length + 24);
        message.put(24, bytes);
        message.putInt(0, message.limit());
        survives(message);
        MessageReader reader = new MessageReader();
        for (Family family : Family.values()) {
            assertThat(MessagePrinter.print(message, family)).isNotEmpty();
        }
        quietly(() -> DatapathInfo.read(reader, message));
        quietly(() -> PortInfo.read(reader, message));
        quietly(() -> Connection.read(reader, message));
    }

    private interface Reading {
        Object read() throws MalformedMessageException;
    }

    private static void quietly(Reading reading) {
        try {
            assertThat(reading.read()).isNotNull();
        } catch (MalformedMessageException e) {
            assertThat(e.path()).isNotEmpty();
            assertThat(e.offset()).isNotNegative();
        }
    }

    private static void survives(ByteBuffer message) {
        quietly(() -> {
            FlowRecord record = new FlowRecord();
            record.read(new MessageReader(), message);
            return record;
        });
        quietly(() -> {
            Upcall upcall = new Upcall();
            upcall.read(message);
            upcall.actions();
            return upcall;
        });
        assertThat(MessagePrinter.print(message, Family.FLOW)).isNotEmpty();
        assertThat(MessagePrinter.print(message, null)).isNotEmpty();
    }
}
