/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.linux;

import io.opsswitch.datapath.netlink.testing.Bench;
import io.opsswitch.datapath.netlink.testing.DatapathSuite;

/** On the kernel itself; started by name in a guest that has openvswitch.ko (profile kernel-datapath). */
class LinuxKernelDatapathSuite extends DatapathSuite {
    @Override
    protected Bench bench(String test) throws Exception {
        return new LinuxKernelBench();
    }
}
