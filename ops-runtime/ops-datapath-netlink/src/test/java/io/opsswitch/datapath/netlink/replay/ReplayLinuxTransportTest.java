/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.replay;

import io.opsswitch.datapath.netlink.fake.FakeTransport;
import io.opsswitch.datapath.netlink.testing.Ability;
import io.opsswitch.datapath.netlink.testing.Bench;
import io.opsswitch.datapath.netlink.testing.FakeBench;
import io.opsswitch.datapath.netlink.testing.SuiteBase;
import io.opsswitch.datapath.netlink.testing.TransportSuite;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;

/** Records each test on the kernel in memory, then runs it on the recording alone. */
class ReplayLinuxTransportTest extends TransportSuite {
    /** What a recording has no part of. */
    private static final Set<Ability> PLAYED =
            EnumSet.complementOf(EnumSet.of(Ability.TRAFFIC, Ability.REMOVE_DEVICE, Ability.THREADS, Ability.TIME));

    @TempDir
    private Path folder;

    @Override
    protected Bench bench(String test) throws Exception {
        Path file = folder.resolve(test + ".txt");
        SuiteBase.run(new Recorded(file), test);
        return new FakeBench(FakeTransport.linux(), new ReplayTransport(file), PLAYED);
    }

    private static final class Recorded extends TransportSuite {
        private final Path file;

        Recorded(Path file) {
            this.file = file;
        }

        @Override
        protected Bench bench(String test) throws Exception {
            FakeTransport fake = FakeTransport.linux();
            return new FakeBench(fake, new RecordingTransport(fake, file), PLAYED);
        }
    }
}
