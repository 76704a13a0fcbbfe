/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.Meter;
import io.opsswitch.datapath.Meter.Band;
import io.opsswitch.datapath.Meter.BandStatistics;
import io.opsswitch.datapath.Meter.BandType;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.packet.PacketParser;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MeterTest {

    private static final byte[] FRAME = TestFrames.numbered(100, 1);

    private UserspaceDatapath datapath;
    private DummyPort p1;
    private DummyPort p2;

    @BeforeEach
    void open() throws Exception {
        datapath = (UserspaceDatapath) new UserspaceDatapathProvider().open("ovs-test");
        p1 = (DummyPort) datapath.addPort(new PortSpec("p1", DummyPort.TYPE, Map.of(), 0));
        p2 = (DummyPort) datapath.addPort(new PortSpec("p2", DummyPort.TYPE, Map.of(), 0));
        flow(Actions.builder().meter(7).output(2));
    }

    @AfterEach
    void close() {
        datapath.close();
    }

    private void flow(Actions.Builder actions) {
        datapath.putFlow(
                new FlowKey().set(FlowField.IN_PORT, 1), new FlowKey().matchAll(FlowField.IN_PORT), actions.build());
    }

    private int sentOf(int count) {
        for (int i = 0; i < count; i++) {
            p1.inject(FRAME);
        }
        return p2.takeSent().size();
    }

    private static Meter meter(boolean kilobits, Band... bands) {
        return new Meter(kilobits, List.of(bands));
    }

    @Test
    void dropsWhatComesFasterThanItsBurstAndRate() {
        datapath.setMeter(7, meter(false, new Band(BandType.DROP, 1, 20, 0)));
        // A second brings one packet more.
        assertThat(sentOf(100)).isBetween(20, 22);
        Meter.Statistics statistics = datapath.meterStatistics(7);
        assertThat(statistics.packets()).isEqualTo(100);
        assertThat(statistics.bytes()).isEqualTo(10_000);
        long dropped = statistics.bands().get(0).packets();
        assertThat(dropped).isBetween(78L, 80L);
        assertThat(statistics.bands()).containsExactly(new BandStatistics(dropped, dropped * 100));
    }

    @Test
    void keepsARateInKilobits() throws Exception {
        // 100 bytes are 0.8 kilobits: 1000 packets a second, and as many at once, so that pauses of the test do no
        // harm.
        datapath.setMeter(7, meter(true, new Band(BandType.DROP, 800, 0, 0)));
        long start = System.nanoTime();
        int sent = 0;
        while (System.nanoTime() - start < 400_000_000L) {
            sent += sentOf(1);
        }
        double expected = 1000 + 1000 * (System.nanoTime() - start) / 1e9;
        assertThat((double) sent).isBetween(expected * 0.95, expected * 1.05);
    }

    @Test
    void theExceededBandWithTheHighestRateApplies() {
        datapath.setMeter(
                7,
                meter(
                        false,
                        new Band(BandType.DROP, 2, 30, 0),
                        new Band(BandType.DSCP_REMARK, 1, 10, 1),
                        new Band(BandType.DROP, 3, 50, 0)));
        assertThat(sentOf(100)).isBetween(30, 34);
        List<BandStatistics> bands = datapath.meterStatistics(7).bands();
        assertThat(bands.get(1).packets()).isBetween(18L, 20L);
        assertThat(bands.get(0).packets()).isBetween(18L, 24L);
        assertThat(bands.get(2).packets()).isBetween(44L, 50L);
    }

    @Test
    void remarksTheDropPrecedenceOfIpPackets() {
        datapath.setMeter(7, meter(false, new Band(BandType.DSCP_REMARK, 1, 1, 1)));
        Random random = new Random(1);
        for (boolean isIpv6 : new boolean[] {false, true}) {
            byte[] payload = TestPackets.transport(random, TestPackets.UDP);
            byte[] frame = isIpv6
                    ? TestPackets.ethernet(0x86dd, TestPackets.ipv6(random, TestPackets.UDP, false, payload))
                    : TestPackets.ethernet(0x0800, TestPackets.ipv4(random, TestPackets.UDP, payload));
            ByteBuffer bytes = ByteBuffer.wrap(frame);
            if (isIpv6) {
                bytes.putShort(14, (short) (bytes.getShort(14) & 0xf00f | (10 << 2 | 1) << 4));
            } else {
                // The sum changes by as much as the field, in one's complement.
                int sum = (bytes.getShort(24) & 0xffff) + (frame[15] & 0xff) - (10 << 2 | 1);
                frame[15] = 10 << 2 | 1;
                bytes.putShort(24, (short) (sum < 0 ? sum - 1 : sum > 0xffff ? sum + 1 : sum));
            }
            p1.inject(frame);
            p1.inject(frame);
            byte[] remarked = p2.takeSent().get(1);
            FlowKey key = new FlowKey();
            PacketParser.parse(ByteBuffer.wrap(remarked), 0, remarked.length, 1, key);
            assertThat(key.get(FlowField.IP_TOS)).isEqualTo(12 << 2 | 1);
            assertThat(TestPackets.isRight(remarked, 14, isIpv6 ? 54 : 34, TestPackets.UDP))
                    .isTrue();
        }
        assertThat(sentOf(3)).isEqualTo(3);
    }

    @Test
    void lastsForTheListOfActionsThatHasIt() {
        datapath.setMeter(7, meter(false, new Band(BandType.DROP, 1, 1, 0)));
        flow(Actions.builder().copy(nested -> nested.meter(7).output(2)).output(2));
        assertThat(sentOf(10)).isBetween(11, 12);
    }

    @Test
    void letsPassWhereThereIsNoMeterAndBeginsAnewWhenSetAgain() {
        assertThat(sentOf(10)).isEqualTo(10);
        assertThat(datapath.meterStatistics(7)).isNull();
        assertThat(datapath.removeMeter(7)).isFalse();
        Meter one = meter(false, new Band(BandType.DROP, 1, 0, 0));
        datapath.setMeter(7, one);
        assertThat(sentOf(10)).isBetween(1, 2);
        datapath.setMeter(7, one);
        assertThat(datapath.meterStatistics(7))
                .isEqualTo(new Meter.Statistics(0, 0, List.of(new BandStatistics(0, 0))));
        assertThat(sentOf(10)).isBetween(1, 2);
        assertThat(datapath.removeMeter(7)).isTrue();
        assertThat(sentOf(10)).isEqualTo(10);
    }

    @Test
    void refusesMetersThatItCannotHave() {
        Band band = new Band(BandType.DROP, 1, 1, 0);
        assertThatThrownBy(() -> datapath.setMeter(-1, meter(true, band)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("meter 4294967295");
        assertThatThrownBy(() -> datapath.setMeter(1 << 18, meter(true, band)))
                .hasMessageContaining("from 0 to 262143");
        assertThatThrownBy(() -> datapath.setMeter(1, new Meter(true, Collections.nCopies(9, band))))
                .hasMessageContaining("at most 8 bands");
        assertThatThrownBy(() -> datapath.setMeter(1, meter(true, new Band(BandType.DROP, 0, 1, 0))))
                .hasMessageContaining("rate");
        datapath.setMeter((1 << 18) - 1, meter(true, band));
        assertThat(datapath.meterStatistics((1 << 18) - 1)).isNotNull();
    }
}
