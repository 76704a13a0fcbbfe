/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it.kernel;

import io.opsswitch.datapath.netlink.fake.FakeTransport;

/** What goes wrong on a kernel in memory with the ways of Linux. */
class LinuxShapedFaultsTest extends FaultsSuite {
    @Override
    KernelLab newLab() {
        return new FakeLab(FakeTransport.linux());
    }
}
