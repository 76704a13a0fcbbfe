/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.netlink.client.NewPort;
import io.opsswitch.datapath.netlink.message.PortInfo;
import java.util.Map;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/** A port of the kernel's datapath. Safe for use by several threads. */
final class SystemPort implements Port {

    private static final PortState GONE = new PortState(false, false, false, 0, false, 0, 0, 0, LinkModes.NONE);
    private static final PortStatistics NOTHING = new PortStatistics(0, 0, 0, 0, 0, 0, 0, 0);

    private final int number;
    private final String name;
    private final String type;
    private final Links links;
    private final IntFunction<@Nullable PortInfo> reader;
    private final NewPort lost;
    private volatile boolean gone;

    /**
     * Create a port.
     *
     * @param lost how to make it again
     * @param reader reads the kernel's port of a number, null if there is none
     */
    SystemPort(
            int number, String name, String type, Links links, IntFunction<@Nullable PortInfo> reader, NewPort lost) {
        this.number = number;
        this.name = name;
        this.type = type;
        this.links = links;
        this.reader = reader;
        this.lost = lost;
    }

    /** Return how to make it again under its number. */
    NewPort lost() {
        return lost;
    }

    /** Note that the kernel's port is no more. */
    void setGone() {
        gone = true;
    }

    @Override
    public int number() {
        return number;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String type() {
        return type;
    }

    @Override
    public Map<String, String> status() {
        return links.driver(name);
    }

    private Links.@Nullable Link link() {
        return gone ? null : links.query(name);
    }

    @Override
    public long macAddress() {
        Links.Link link = link();
        return link == null ? 0 : link.macAddress();
    }

    @Override
    public void setMacAddress(long address) throws DatapathException {
        links.setMacAddress(name, address);
    }

    @Override
    public PortState state() {
        Links.Link link = link();
        return link == null ? GONE : link.state();
    }

    @Override
    public void setAdminUp(boolean isUp) throws DatapathException {
        links.setAdminUp(name, isUp);
    }

    @Override
    public void setMtu(int mtu) throws DatapathException {
        links.setMtu(name, mtu);
    }

    @Override
    public PortStatistics statistics() {
        PortInfo info = gone ? null : reader.apply(number);
        PortInfo.Counters counters = info == null ? null : info.counters();
        return counters == null
                ? NOTHING
                : new PortStatistics(
                        counters.rxPackets(),
                        counters.rxBytes(),
                        counters.rxDropped(),
                        counters.rxErrors(),
                        counters.txPackets(),
                        counters.txBytes(),
                        counters.txDropped(),
                        counters.txErrors());
    }
}
