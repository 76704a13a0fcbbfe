/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.DatapathProvider;
import io.opsswitch.datapath.DatapathSpec;
import io.opsswitch.datapath.netlink.linux.LinuxTransport;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.windows.WindowsTransport;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Makes datapaths of type {@code system}: that of the kernel, Linux' or Windows'. */
public final class KernelDatapathProvider implements DatapathProvider {

    /** The datapath type. */
    public static final String TYPE = "system";

    private final @Nullable Host host;

    /** What a datapath stands on; each call makes another one. */
    public interface Host {
        /** Return a way to the kernel. */
        DatapathTransport transport() throws NetlinkException;

        /** Return the devices of the host. */
        Links links(DatapathTransport transport) throws NetlinkException;

        /** Return the clock by which the kernel says when flows were used, in milliseconds. */
        default LongSupplier kernelMillis() {
            return () -> TimeUnit.NANOSECONDS.toMillis(System.nanoTime());
        }
    }

    /** Create a provider for this host. Called by {@link java.util.ServiceLoader}. */
    public KernelDatapathProvider() {
        this.host = null;
    }

    /** Create a provider for another host, such as one in memory. */
    public KernelDatapathProvider(Host host) {
        this.host = host;
    }

    @Override
    public String symbol() {
        return "OPS_DATAPATH_NETLINK";
    }

    @Override
    public String type() {
        return TYPE;
    }

    @Override
    public Set<String> interfaceTypes() {
        return Set.of("system", "internal");
    }

    @Override
    public Datapath open(DatapathSpec spec) throws DatapathException {
        try {
            Host where = host == null ? thisHost() : host;
            DatapathTransport transport = where.transport();
            try {
                return new SystemDatapath(spec, transport, where.links(transport), where.kernelMillis());
            } catch (NetlinkException | DatapathException | RuntimeException e) {
                transport.close();
                throw e;
            }
        } catch (NetlinkException e) {
            throw new DatapathException("the kernel's datapath cannot be used: " + e.getMessage());
        }
    }

    /**
     * Return the host that this process runs on.
     *
     * @throws DatapathException if its kernel has no datapaths that are known here
     */
    public static Host thisHost() throws DatapathException {
        String system = System.getProperty("os.name", "").toLowerCase(Locale.ROOT);
        if (system.startsWith("windows")) {
            return new Host() {
                @Override
                public DatapathTransport transport() throws NetlinkException {
                    return new WindowsTransport();
                }

                @Override
                public Links links(DatapathTransport transport) throws NetlinkException {
                    return new WindowsLinks(transport, new PowerShellPorts());
                }
            };
        }
        if (!system.startsWith("linux")) {
            throw new DatapathException("there is no datapath in the kernel of " + System.getProperty("os.name")
                    + "; use bridges with datapath_type netdev");
        }
        return new Host() {
            @Override
            public DatapathTransport transport() throws NetlinkException {
                return new LinuxTransport();
            }

            @Override
            public Links links(DatapathTransport transport) {
                return new LinuxLinks();
            }
        };
    }
}
