/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.linux;

import io.opsswitch.datapath.netlink.testing.Bench;
import io.opsswitch.datapath.netlink.testing.DatapathSuite;

/**
 * The Linux kernel behaves as every transport does. Not found by name, as it needs the module openvswitch and a machine
 * of its own: run it with {@code -Dtest=LinuxKernelDatapathSuite -Dops.kernel.datapath=true} there.
 */
class LinuxKernelDatapathSuite extends DatapathSuite {
    @Override
    protected Bench bench(String test) throws Exception {
        return new LinuxKernelBench();
    }
}
