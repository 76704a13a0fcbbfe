/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class PacketInLimiterTest {

    private final AtomicLong now = new AtomicLong(1000);
    private final List<String> sent = new ArrayList<>();
    private PacketInLimit limit = new PacketInLimit(100, 10);
    private final PacketInLimiter limiter = new PacketInLimiter(now::get, () -> limit, this::note);

    private void note(ByteBuffer message) {
        sent.add(StandardCharsets.US_ASCII.decode(message.duplicate()).toString());
    }

    private void send(int port, String name) {
        limiter.send(port, ByteBuffer.wrap(name.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void letsABurstPassAndKeepsTheRateAfterwards() {
        for (int second = 0; second < 10; second++) {
            for (int i = 0; i < 1000; i++) {
                send(1, "p");
                now.incrementAndGet();
                limiter.run();
            }
        }
        assertThat(sent.size()).isBetween(10 * 100, 10 * 100 + 11);
    }

    @Test
    void portsHaveTheirTurnOneAfterAnother() {
        for (int i = 0; i < 10; i++) {
            send(0, "burst");
        }
        sent.clear();
        for (int i = 0; i < 5; i++) {
            send(1, "a" + i);
        }
        send(2, "b0");
        send(2, "b1");
        now.addAndGet(1000);
        limiter.run();
        assertThat(sent).containsExactly("a0", "b0", "a1", "b1", "a2", "a3", "a4");
    }

    @Test
    void thePortThatSendsMostLosesFirst() {
        for (int i = 0; i < 10; i++) {
            send(0, "burst");
        }
        sent.clear();
        send(2, "quiet");
        for (int i = 0; i < 100; i++) {
            send(1, "loud" + i);
        }
        now.addAndGet(100_000);
        limiter.run();
        assertThat(sent).hasSize(10).contains("quiet", "loud99");
    }

    @Test
    void aLimitThatIsTakenAwayLetsAllPass() {
        for (int i = 0; i < 20; i++) {
            send(1, "p" + i);
        }
        assertThat(sent).hasSize(10);
        limit = PacketInLimit.NONE;
        limiter.run();
        send(1, "last");
        assertThat(sent).hasSize(21).last().isEqualTo("last");
    }
}
