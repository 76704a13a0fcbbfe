/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it.kernel;

import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.DatapathProvider;
import io.opsswitch.datapath.DatapathSpec;
import io.opsswitch.datapath.netlink.system.KernelDatapathProvider;
import io.opsswitch.datapath.netlink.system.Links;
import io.opsswitch.datapath.netlink.system.WindowsLinks;
import io.opsswitch.datapath.netlink.system.WindowsPorts;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.windows.BridgeTransports;
import java.io.IOException;
import java.util.Set;

/**
 * The datapath type {@code system} of a program that is started with {@code -Dops.test.bridge=PORT}: by the Windows library,
 * which another process runs in Wine. Adapters of internal ports have to be there.
 */
public final class BridgedDatapathProvider implements DatapathProvider {

    static final String SYMBOL = "OPS_DATAPATH_BRIDGED";

    private final KernelDatapathProvider inner = new KernelDatapathProvider(new Bridged());

    /** Create a provider. Called by {@link java.util.ServiceLoader}. */
    public BridgedDatapathProvider() {}

    @Override
    public String symbol() {
        return SYMBOL;
    }

    @Override
    public String type() {
        return inner.type();
    }

    @Override
    public Set<String> interfaceTypes() {
        return inner.interfaceTypes();
    }

    @Override
    public Datapath open(DatapathSpec spec) throws DatapathException {
        return inner.open(spec);
    }

    private static final class Bridged implements KernelDatapathProvider.Host {
        @Override
        public DatapathTransport transport() throws NetlinkException {
            try {
                return BridgeTransports.to(Integer.getInteger("ops.test.bridge"));
            } catch (IOException e) {
                throw new NetlinkException(Errno.EIO, "the bridge to Wine cannot be reached: " + e);
            }
        }

        @Override
        public Links links(DatapathTransport transport) throws NetlinkException {
            return new WindowsLinks(transport, new MadeBefore());
        }
    }

    /** Adapters that are there already, and have no settings. */
    private static final class MadeBefore implements WindowsPorts {
        @Override
        public boolean makeInternal(String name) {
            return false;
        }

        @Override
        public void removeInternal(String name) {
            // Stays for the next program.
        }

        @Override
        public void setMacAddress(String name, long address) {
            // The stand-in's adapters have no address of their own.
        }

        @Override
        public void setMtu(String name, int mtu) {
            // As above.
        }

        @Override
        public void setUp(String name, boolean isUp) {
            // As above.
        }
    }
}
