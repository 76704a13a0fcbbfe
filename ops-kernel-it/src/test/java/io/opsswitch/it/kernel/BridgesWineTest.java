/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it.kernel;

import io.opsswitch.datapath.netlink.windows.WineLab;
import org.junit.jupiter.api.extension.ExtendWith;

/** Bridges on the Windows library and the stand-in driver. */
@ExtendWith(WineLab.Extension.class)
class BridgesWineTest extends BridgesSuite {
    private final WineLab lab;

    BridgesWineTest(WineLab lab) {
        this.lab = lab;
    }

    @Override
    KernelLab newLab() {
        return new WineKernel(lab);
    }
}
