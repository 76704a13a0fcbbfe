/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.windows;

import io.opsswitch.datapath.nativelib.NativeLibrary;
import io.opsswitch.datapath.netlink.transport.Capabilities;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The Windows kernel's datapath, by the device of the Open vSwitch extension. There is one datapath, families have fixed
 * numbers, flows have no masks, and no event tells of a new port.
 *
 * <p>Safe for use by several threads.
 */
public final class WindowsTransport implements DatapathTransport {
    private static final Capabilities CAPABILITIES = new Capabilities(false, false, false, 1, false, false);

    private final DeviceDoor door;
    private final Set<WindowsChannel> channels = ConcurrentHashMap.newKeySet();

    /**
     * Create a transport.
     *
     * @throws NetlinkException with ENOSYS if the native library cannot be loaded; the message says why
     */
    public WindowsTransport() throws NetlinkException {
        this(loadedDoor());
    }

    WindowsTransport(DeviceDoor door) {
        this.door = door;
    }

    private static DeviceDoor loadedDoor() throws NetlinkException {
        String platform = NativeLibrary.platform();
        if (!platform.startsWith("windows-")) {
            throw new NetlinkException(
                    Errno.ENOSYS, "the Windows kernel's datapath is on Windows only; this is " + platform);
        }
        try {
            NativeLibrary.load();
        } catch (UnsatisfiedLinkError e) {
            throw new NetlinkException(Errno.ENOSYS, String.valueOf(e.getMessage()));
        }
        return new JniDoor();
    }

    @Override
    public String name() {
        return "windows";
    }

    @Override
    public Capabilities capabilities() {
        return CAPABILITIES;
    }

    @Override
    public int family(Family family) {
        return family.windowsNumber();
    }

    @Override
    public NetlinkChannel open(Protocol protocol) throws NetlinkException {
        WindowsChannel channel = WindowsChannel.open(door, protocol, channels::remove);
        channels.add(channel);
        return channel;
    }

    @Override
    public int openChannels() {
        return channels.size();
    }

    @Override
    public void close() {
        channels.forEach(WindowsChannel::close);
    }
}
