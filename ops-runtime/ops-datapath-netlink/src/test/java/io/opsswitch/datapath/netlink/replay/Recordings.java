/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.replay;

import io.opsswitch.datapath.netlink.fake.FakeTransport;
import io.opsswitch.datapath.netlink.testing.Ability;
import io.opsswitch.datapath.netlink.testing.Bench;
import io.opsswitch.datapath.netlink.testing.FakeBench;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Set;

/** Benches for a test that runs twice: on a kernel in memory, which is recorded, and on the recording alone. */
final class Recordings {

    /** All but what a recording has no part of. */
    private static final Set<Ability> PLAYED =
            EnumSet.complementOf(EnumSet.of(Ability.TRAFFIC, Ability.REMOVE_DEVICE, Ability.THREADS, Ability.TIME));

    private Recordings() {}

    static Bench record(FakeTransport fake, Path file) throws IOException {
        return new FakeBench(fake, new RecordingTransport(fake, file), PLAYED);
    }

    /** Play a recording; of the kernel in memory only the names of its devices are used. */
    static Bench play(FakeTransport fake, Path file) throws IOException {
        return new FakeBench(fake, new ReplayTransport(file), PLAYED);
    }
}
