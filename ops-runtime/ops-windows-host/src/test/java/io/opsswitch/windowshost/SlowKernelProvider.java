/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.windowshost;

import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.DatapathProvider;
import io.opsswitch.datapath.DatapathSpec;
import io.opsswitch.datapath.netlink.fake.FakeLinks;
import io.opsswitch.datapath.netlink.fake.FakeTransport;
import io.opsswitch.datapath.netlink.system.KernelDatapathProvider;
import io.opsswitch.datapath.netlink.system.Links;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import java.nio.file.Path;
import java.util.Set;

/**
 * The datapath type {@code system} of a service whose image has the feature {@value #SYMBOL}: a kernel in memory with the ways
 * of Windows, the devices {@code p0} to {@code p9}, and requests that take long while there is a file {@code slow} in the
 * folder {@code ops.data}; a request under way is told by the file {@code pending}.
 */
public final class SlowKernelProvider implements DatapathProvider {

    static final String SYMBOL = "OPS_DATAPATH_SLOW";

    /** Create a provider. Called by {@link java.util.ServiceLoader}. */
    public SlowKernelProvider() {}

    @Override
    public String symbol() {
        return SYMBOL;
    }

    @Override
    public String type() {
        return KernelDatapathProvider.TYPE;
    }

    @Override
    public Set<String> interfaceTypes() {
        return Set.of("system", "internal");
    }

    @Override
    public Datapath open(DatapathSpec spec) throws DatapathException {
        FakeTransport kernel = FakeTransport.windows();
        for (int i = 0; i < 10; i++) {
            kernel.addDevice("p" + i);
        }
        Path folder = Path.of(System.getProperty("ops.data"));
        return new KernelDatapathProvider(new KernelDatapathProvider.Host() {
                    @Override
                    public DatapathTransport transport() {
                        return new SlowTransport(kernel, folder);
                    }

                    @Override
                    public Links links(DatapathTransport transport) {
                        return new FakeLinks(kernel);
                    }
                })
                .open(spec);
    }
}
