/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.netlink.system.Links;
import io.opsswitch.datapath.netlink.system.WindowsLinks;
import io.opsswitch.datapath.netlink.system.WindowsPorts;
import io.opsswitch.datapath.netlink.testing.Bench;
import io.opsswitch.datapath.netlink.testing.SystemSuite;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import org.junit.jupiter.api.extension.ExtendWith;

/** The Windows library and the driver's stand-in carry a switch daemon's datapath. */
@ExtendWith(WineLab.Extension.class)
class SystemSuiteWineTest extends SystemSuite {
    private final WineLab lab;

    SystemSuiteWineTest(WineLab lab) {
        this.lab = lab;
    }

    @Override
    protected Bench bench() {
        return new WineBench(lab);
    }

    @Override
    protected Links links(Bench around, DatapathTransport transport) throws NetlinkException {
        return new WindowsLinks(transport, new NoAdministration());
    }

    /** There is no PowerShell in Wine; the suite does not need it. */
    private static final class NoAdministration implements WindowsPorts {
        private static DatapathException refusal() {
            return new DatapathException("adapters are not administered here");
        }

        @Override
        public boolean makeInternal(String name) throws DatapathException {
            throw refusal();
        }

        @Override
        public void removeInternal(String name) throws DatapathException {
            throw refusal();
        }

        @Override
        public void setMacAddress(String name, long address) throws DatapathException {
            throw refusal();
        }

        @Override
        public void setMtu(String name, int mtu) throws DatapathException {
            throw refusal();
        }

        @Override
        public void setUp(String name, boolean isUp) throws DatapathException {
            throw refusal();
        }
    }
}
