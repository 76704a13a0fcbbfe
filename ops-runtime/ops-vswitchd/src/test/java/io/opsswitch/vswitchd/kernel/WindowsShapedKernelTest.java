/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.kernel;

import io.opsswitch.datapath.netlink.fake.FakeTransport;

/** Bridges on a kernel with the ways of Windows. */
class WindowsShapedKernelTest extends KernelBridgesTest {
    @Override
    FakeTransport newKernel() {
        return FakeTransport.windows();
    }
}
