/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.datapath.netlink.fake.FakeLinks;
import io.opsswitch.datapath.netlink.fake.FakeTransport;
import io.opsswitch.datapath.netlink.testing.Ability;
import io.opsswitch.datapath.netlink.testing.Bench;
import io.opsswitch.datapath.netlink.testing.FakeBench;
import io.opsswitch.datapath.netlink.testing.SystemSuite;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import java.util.EnumSet;

class FakeWindowsSystemTest extends SystemSuite {
    private final FakeTransport fake = FakeTransport.windows();

    @Override
    protected Bench bench() {
        return new FakeBench(fake, fake, EnumSet.allOf(Ability.class));
    }

    @Override
    protected Links links(Bench around, DatapathTransport transport) {
        return new FakeLinks(fake);
    }
}
