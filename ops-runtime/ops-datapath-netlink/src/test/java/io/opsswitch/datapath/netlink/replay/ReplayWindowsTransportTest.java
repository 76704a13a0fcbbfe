/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.replay;

import io.opsswitch.datapath.netlink.fake.FakeTransport;
import io.opsswitch.datapath.netlink.testing.Bench;
import io.opsswitch.datapath.netlink.testing.SuiteBase;
import io.opsswitch.datapath.netlink.testing.TransportSuite;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** Records each test on the kernel in memory, then runs it on the recording alone. */
class ReplayWindowsTransportTest extends TransportSuite {
    @TempDir
    private Path folder;

    @Override
    protected Bench bench(String test) throws Exception {
        Path file = folder.resolve(test + ".txt");
        SuiteBase.run(new Recorded(file), test);
        return Recordings.play(FakeTransport.windows(), file);
    }

    private static final class Recorded extends TransportSuite {
        private final Path file;

        Recorded(Path file) {
            this.file = file;
        }

        @Override
        protected Bench bench(String test) throws Exception {
            return Recordings.record(FakeTransport.windows(), file);
        }
    }
}
