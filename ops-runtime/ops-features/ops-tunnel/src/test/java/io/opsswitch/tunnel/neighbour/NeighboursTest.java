/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.neighbour;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.tunnel.route.Ip;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class NeighboursTest {
    private static final Ip ONE = Ip.v4(0x0a000001);
    private static final long MAC = 0x001122334455L;

    private final AtomicLong now = new AtomicLong(1_000_000);
    private final AtomicInteger changes = new AtomicInteger();
    private final Neighbours neighbours = new Neighbours(now::get, changes::incrementAndGet);

    @Test
    void asksOnceAndAgainWhenThereIsNoAnswer() {
        assertThat(neighbours.find("br0", ONE)).isEqualTo(Neighbours.UNKNOWN);
        assertThat(neighbours.find("br0", ONE)).isEqualTo(Neighbours.ASKED);
        assertThat(neighbours.find("br1", ONE)).as("another bridge").isEqualTo(Neighbours.UNKNOWN);
        now.addAndGet(999);
        assertThat(neighbours.find("br0", ONE)).isEqualTo(Neighbours.ASKED);
        now.addAndGet(1);
        assertThat(neighbours.find("br0", ONE)).isEqualTo(Neighbours.UNKNOWN);
    }

    @Test
    void asksEachTimeWithoutRetransmissionTime() {
        neighbours.setRetransmission(0);
        assertThat(neighbours.find("br0", ONE)).isEqualTo(Neighbours.UNKNOWN);
        assertThat(neighbours.find("br0", ONE)).isEqualTo(Neighbours.UNKNOWN);
        assertThat(neighbours.all()).isEmpty();
    }

    @Test
    void staysAsLongAsItIsUsed() {
        neighbours.set("br0", ONE, MAC);
        for (int i = 0; i < 5; i++) {
            now.addAndGet(neighbours.aging() - 1);
            neighbours.use("br0", ONE);
            neighbours.expire();
            assertThat(neighbours.find("br0", ONE)).isEqualTo(MAC);
        }
        now.addAndGet(neighbours.aging());
        assertThat(neighbours.all()).singleElement().matches(Neighbours.Shown::isStale);
        neighbours.use("br0", ONE);
        neighbours.expire();
        assertThat(neighbours.all()).as("what was too old is not saved by use").isEmpty();
    }

    @Test
    void tellsOfWhatIsNewOnly() {
        neighbours.set("br0", ONE, MAC);
        neighbours.set("br0", ONE, MAC);
        assertThat(changes).hasValue(1);
        neighbours.set("br0", ONE, MAC + 1);
        assertThat(changes).hasValue(2);
        neighbours.flush();
        assertThat(changes).hasValue(3);
        neighbours.flush();
        assertThat(changes).hasValue(3);
    }

    @Test
    void aShorterAgeCountsForThoseThatAreThere() {
        neighbours.set("br0", ONE, MAC);
        neighbours.setAging(5000);
        now.addAndGet(5000);
        neighbours.expire();
        assertThat(neighbours.all()).isEmpty();
    }

    @Test
    void forgetsThoseOfBridgesThatAreGone() {
        neighbours.set("br0", ONE, MAC);
        neighbours.set("br1", ONE, MAC);
        neighbours.retain("br1"::equals);
        assertThat(neighbours.all()).extracting(Neighbours.Shown::bridge).containsExactly("br1");
    }
}
