/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.datapath.Datapath.FlowEntry;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.userspace.DummyPort;
import io.opsswitch.datapath.userspace.UserspaceDatapathProvider;
import io.opsswitch.vswitchd.testing.FakeDatabase;
import io.opsswitch.vswitchd.testing.Frames;
import io.opsswitch.vswitchd.testing.TestSwitch;
import io.opsswitch.vswitchd.xlate.Translation;
import io.opsswitch.vswitchd.xlate.Translator;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Packets, learning, ageing of flows and changes of the configuration, all at once, on the real datapath. */
@Timeout(60)
class StormTest {
    private static final List<String> PORTS = List.of("d0", "d1", "d2", "d3");

    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicReference<Throwable> failure = new AtomicReference<>();

    @Test
    void noFlowContradictsTheConfigurationWhenTheDustHasSettled() throws Exception {
        try (TestSwitch sw = TestSwitch.on(new UserspaceDatapathProvider(), new FakeDatabase())) {
            sw.addBridge("storm0");
            PORTS.forEach(name -> sw.addPort("storm0", name, Map.of(), Map.of("type", "dummy")));
            Backer backer = sw.vswitchd().backers().get(0);
            List<Thread> senders = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Random random = new Random(i);
                Thread sender = new Thread(() -> send(backer, random));
                senders.add(sender);
                sender.start();
            }
            Random random = new Random(99);
            for (int i = 0; i < 60; i++) {
                String port = PORTS.get(random.nextInt(PORTS.size()));
                switch (random.nextInt(4)) {
                    case 0 -> {
                        sw.deletePort("storm0", port);
                        sw.addPort("storm0", port, Map.of("tag", random.nextInt(3)), Map.of("type", "dummy"));
                    }
                    case 1 -> sw.set("Port", port, Map.of("vlan_mode", "trunk"));
                    case 2 -> sw.set("Port", port, Map.of("vlan_mode", "access", "tag", random.nextInt(3)));
                    default -> sw.set("Bridge", "storm0", Map.of("flood_vlans", random.nextInt(3)));
                }
            }
            stopped.set(true);
            for (Thread sender : senders) {
                sender.join();
            }
            assertThat(failure.get()).isNull();
            assertThat(backer.upcallCount()).isPositive();
            Translator translator = new Translator(() -> System.nanoTime() / 1_000_000);
            await().untilAsserted(() -> {
                backer.revalidateNow();
                for (FlowEntry flow : backer.datapath().dumpFlows()) {
                    Translation right = translator.translate(backer.snapshot(), flow.key(), false);
                    assertThat(flow.actions()).isEqualTo(right.actions());
                    // A flow may match more closely than is needed by now, but not less.
                    assertThat(both(flow.mask(), right.mask())).isEqualTo(flow.mask());
                }
                assertThat(backer.flowCount())
                        .isEqualTo(backer.datapath().dumpFlows().size());
            });
        }
    }

    private static FlowKey both(FlowKey mask, FlowKey other) {
        FlowKey sum = mask.copy();
        for (int word = 0; word < FlowKey.WORDS; word++) {
            sum.setWord(word, mask.word(word) | other.word(word));
        }
        return sum;
    }

    private void send(Backer backer, Random random) {
        while (!stopped.get()) {
            List<Port> ports = backer.datapath().ports();
            Port port = ports.isEmpty() ? null : ports.get(random.nextInt(ports.size()));
            long source = 0x0200_0000_0000L + random.nextInt(8);
            long destination = random.nextInt(5) == 0 ? Frames.BROADCAST : 0x0200_0000_0000L + random.nextInt(8);
            byte[] frame = random.nextBoolean()
                    ? Frames.untagged(source, destination)
                    : Frames.tagged(source, destination, random.nextInt(3));
            try {
                if (port instanceof DummyPort dummy) {
                    dummy.inject(frame);
                    dummy.takeSent();
                }
            } catch (IllegalStateException e) {
                assertThat(e).hasMessageContaining("was removed");
            } catch (RuntimeException | AssertionError e) {
                failure.compareAndSet(null, e);
            }
        }
    }
}
