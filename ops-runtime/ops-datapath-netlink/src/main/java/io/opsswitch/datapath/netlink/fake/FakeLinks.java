/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.Port.LinkModes;
import io.opsswitch.datapath.Port.PortState;
import io.opsswitch.datapath.netlink.system.Links;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** The network devices around the kernel in memory. Safe for use by several threads. */
public final class FakeLinks implements Links {

    private static final long FIRST_ADDRESS = 0x0200_5e00_0000L;

    private final FakeTransport fake;
    private final Map<String, Long> addresses = new ConcurrentHashMap<>();
    private final Map<String, Integer> mtus = new ConcurrentHashMap<>();
    private final Map<String, Boolean> downs = new ConcurrentHashMap<>();

    /** Create those around a kernel. */
    public FakeLinks(FakeTransport fake) {
        this.fake = fake;
    }

    @Override
    public @Nullable Link query(String name) {
        if (!fake.hasDevice(name)) {
            return null;
        }
        boolean isUp = !downs.containsKey(name);
        PortState state =
                new PortState(true, isUp, isUp, 0, false, mtus.getOrDefault(name, 1500), 1, 0, LinkModes.NONE);
        return new Link(state, addresses.computeIfAbsent(name, made -> FIRST_ADDRESS + addresses.size()));
    }

    private void require(String name) throws DatapathException {
        if (!fake.hasDevice(name)) {
            throw new DatapathException(name + ": No such device");
        }
    }

    @Override
    public void setMacAddress(String name, long address) throws DatapathException {
        require(name);
        addresses.put(name, address);
    }

    @Override
    public void setMtu(String name, int mtu) throws DatapathException {
        require(name);
        mtus.put(name, mtu);
    }

    @Override
    public void setAdminUp(String name, boolean isUp) throws DatapathException {
        require(name);
        if (isUp) {
            downs.remove(name);
        } else {
            downs.put(name, true);
        }
    }

    /** {@inheritDoc} In the shape of Windows an adapter is made; in that of Linux the datapath makes the device. */
    @Override
    public boolean makeInternal(String name) {
        if (fake.capabilities().datapaths() || fake.hasDevice(name)) {
            return false;
        }
        fake.addDevice(name);
        return true;
    }

    @Override
    public void removeInternal(String name) {
        if (!fake.capabilities().datapaths()) {
            fake.removeDevice(name);
        }
    }

    /** {@inheritDoc} The kernel in memory tells by the ports of its datapath. */
    @Override
    public void watch(Runnable listener) {
        // Devices change by the methods above, whose callers know.
    }

    @Override
    public void close() {
        // Nothing is held.
    }
}
