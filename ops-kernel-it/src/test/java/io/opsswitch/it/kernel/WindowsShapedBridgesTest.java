/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it.kernel;

import io.opsswitch.datapath.netlink.fake.FakeTransport;

/** Bridges on a kernel in memory with the ways of Windows. */
class WindowsShapedBridgesTest extends BridgesSuite {
    @Override
    KernelLab newLab() {
        return new FakeLab(FakeTransport.windows());
    }
}
