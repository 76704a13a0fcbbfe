/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it.kernel;

import io.opsswitch.datapath.netlink.windows.WineLab;
import org.junit.jupiter.api.extension.ExtendWith;

/** What goes wrong on the Windows library and the stand-in driver. */
@ExtendWith(WineLab.Extension.class)
class FaultsWineTest extends FaultsSuite {
    private final WineLab lab;

    FaultsWineTest(WineLab lab) {
        this.lab = lab;
    }

    @Override
    KernelLab newLab() {
        return new WineKernel(lab);
    }
}
