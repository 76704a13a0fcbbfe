/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.PortSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Compares what the switch makes of any frame and any actions with doing the same on arrays. */
class DummySwitchPropertyTest {

    private static final int[] TYPES = {0x8100, 0x88a8, 0x0800, 0x86dd, 0x0806, 0x0004};

    @Property(tries = 300)
    void doesToAnyFrameWhatItsActionsSay(@ForAll long seed) throws Exception {
        Random random = new Random(seed);
        try (Datapath datapath = new UserspaceDatapathProvider().open("ovs-test")) {
            DummyPort[] ports = new DummyPort[3];
            for (int i = 0; i < ports.length; i++) {
                ports[i] = (DummyPort) datapath.addPort(new PortSpec("p" + i, DummyPort.TYPE, Map.of(), 0));
            }
            for (int n = 0; n < 5; n++) {
                byte[] frame = frame(random);
                List<List<byte[]>> expected = List.of(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
                Actions actions = actions(random, frame, expected);
                datapath.putFlow(
                        new FlowKey().set(FlowField.IN_PORT, 1), new FlowKey().matchAll(FlowField.IN_PORT), actions);
                ports[0].inject(frame);
                for (int i = 0; i < ports.length; i++) {
                    assertThat(ports[i].takeSent()).as(actions.toString()).containsExactlyElementsOf(expected.get(i));
                }
            }
            assertThat(ports[0].statistics().rxPackets()).isEqualTo(5);
        }
    }

    private static Actions actions(Random random, byte[] frame, List<List<byte[]>> expected) {
        Actions.Builder actions = Actions.builder();
        byte[] now = frame;
        for (int i = random.nextInt(12); i > 0; i--) {
            switch (random.nextInt(3)) {
                case 0 -> {
                    int port = random.nextInt(3);
                    actions.output(port + 1);
                    expected.get(port).add(now);
                }
                case 1 -> {
                    int tpid = random.nextBoolean() ? 0x8100 : 0x88a8;
                    int tci = random.nextInt(0x1000);
                    actions.pushVlan(tpid, tci);
                    now = now.length < 14 ? now : TestFrames.tagged(now, tpid, tci);
                }
                default -> {
                    actions.popVlan();
                    now = popped(now);
                }
            }
        }
        return actions.build();
    }

    private static byte[] popped(byte[] frame) {
        boolean isTagged = frame.length >= 18
                && (frame[12] == (byte) 0x81 && frame[13] == 0 || frame[12] == (byte) 0x88 && frame[13] == (byte) 0xa8);
        if (!isTagged) {
            return frame;
        }
        byte[] result = Arrays.copyOf(frame, frame.length - 4);
        System.arraycopy(frame, 16, result, 12, frame.length - 16);
        return result;
    }

    private static byte[] frame(Random random) {
        byte[] frame = new byte[random.nextInt(10) == 0 ? random.nextInt(65000) : random.nextInt(120)];
        random.nextBytes(frame);
        for (int at = 12; at + 2 <= frame.length && at <= 20; at += 4) {
            int type = TYPES[random.nextInt(TYPES.length)];
            frame[at] = (byte) (type >> 8);
            frame[at + 1] = (byte) type;
        }
        return frame;
    }
}
