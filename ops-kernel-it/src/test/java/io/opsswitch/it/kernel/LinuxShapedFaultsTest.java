/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.opsswitch.datapath.netlink.fake.FakeTransport;
import io.opsswitch.vswitchd.testing.Frames;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What goes wrong on a kernel in memory with the ways of Linux. */
class LinuxShapedFaultsTest extends FaultsSuite {
    private final FakeLab kernel = new FakeLab(FakeTransport.linux());

    @Override
    KernelLab newLab() {
        return kernel;
    }

    @Test
    void goesOnAfterUpcallsThatWereLostAndSaysSo() throws Exception {
        List<byte[]> burst = LongStream.range(0, 100)
                .mapToObj(station -> Frames.untagged(OTHERS + station, B))
                .toList();
        kernel.overrun("p1", burst);
        // Each channel says so.
        await().atMost(LONG).untilAsserted(() -> assertThat(complaints()).isNotEmpty());
        assertThat(complaints())
                .allSatisfy(line -> assertThat(line)
                        .contains("|WARN|", "packets were lost: they come faster than they are handled"));
        awaitRecovery();
    }
}
