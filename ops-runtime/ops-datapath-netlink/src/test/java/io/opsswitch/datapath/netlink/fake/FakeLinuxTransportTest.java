/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import io.opsswitch.datapath.netlink.testing.Ability;
import io.opsswitch.datapath.netlink.testing.Bench;
import io.opsswitch.datapath.netlink.testing.FakeBench;
import io.opsswitch.datapath.netlink.testing.TransportSuite;
import java.util.EnumSet;

class FakeLinuxTransportTest extends TransportSuite {
    @Override
    protected Bench bench(String test) {
        FakeTransport fake = FakeTransport.linux();
        return new FakeBench(fake, fake, EnumSet.allOf(Ability.class));
    }
}
