/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.netlink.fake.FakeTransport;
import io.opsswitch.vswitchd.testing.Frames;
import java.util.List;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** What goes wrong on a kernel in memory with the ways of Windows. */
class WindowsShapedFaultsTest extends FaultsSuite {
    private final FakeLab kernel = new FakeLab(FakeTransport.windows());

    @Override
    KernelLab newLab() {
        return kernel;
    }

    @Test
    void goesOnAfterUpcallsThatWereLostInSilence() throws Exception {
        List<byte[]> burst = LongStream.range(0, 100)
                .mapToObj(station -> Frames.untagged(OTHERS + station, B))
                .toList();
        kernel.overrun("p1", burst);
        // The driver has no way to tell.
        assertThat(complaints()).isEmpty();
        awaitRecovery();
    }
}
