/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import io.opsswitch.datapath.netlink.testing.Bench;
import io.opsswitch.datapath.netlink.testing.DatapathSuite;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Windows library and the driver's stand-in behave as every transport does. */
@ExtendWith(WineLab.Extension.class)
class DatapathSuiteWineTest extends DatapathSuite {
    private final WineLab lab;

    DatapathSuiteWineTest(WineLab lab) {
        this.lab = lab;
    }

    @Override
    protected Bench bench(String test) {
        return new WineBench(lab);
    }
}
