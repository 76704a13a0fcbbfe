/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.device;

import io.opsswitch.datapath.nativelib.Burst;
import io.opsswitch.datapath.nativelib.Descriptors;
import io.opsswitch.datapath.nativelib.NativeException;
import io.opsswitch.datapath.nativelib.OffloadHeader;
import io.opsswitch.datapath.nativelib.TapDevice;
import io.opsswitch.datapath.userspace.frame.Arena;
import io.opsswitch.datapath.userspace.frame.Batch;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** A tap device of the host; what the host sends by it comes in here. */
public final class HostTap implements Device, FrameSource {

    private final TapDevice tap;
    private final ByteBuffer index = ByteBuffer.allocateDirect(8 * Batch.MAX).order(ByteOrder.nativeOrder());
    private final long indexAddress = Descriptors.addressOf(index);

    /**
     * Create the network device, or take over a tap device that nobody has open.
     *
     * @throws NativeException if its name is taken, this process may not or the system cannot
     */
    public HostTap(String name) throws NativeException {
        tap = TapDevice.open(name);
    }

    @Override
    public List<FrameSource> sources() {
        return List.of(this);
    }

    @Override
    public int fd() {
        return tap.fd();
    }

    @Override
    public boolean receive(Batch batch) {
        Arena arena = batch.arena();
        int headroom = Arena.HEADROOM - OffloadHeader.BYTES;
        int count = tap.read(arena.address(), arena.free(), headroom, indexAddress, Batch.MAX - batch.count());
        for (int i = 0; i < count; i++) {
            int offset = index.getInt(8 * i) + OffloadHeader.BYTES;
            int length = index.getInt(8 * i + 4) - OffloadHeader.BYTES;
            if (length > 0) {
                batch.add(arena.memory(), arena.address(), offset, length);
            }
        }
        // Frames of 64 kB leave no room for more although they wait: then the descriptor is still readable.
        return count == Batch.MAX;
    }

    @Override
    public void release() {
        // The batch owns the memory.
    }

    @Override
    public boolean hasFrame() {
        return false;
    }

    @Override
    public long transmit(long burst, int count) {
        return Burst.write(tap.fd(), burst, count);
    }

    @Override
    public boolean takesOffloads() {
        return true;
    }

    @Override
    public boolean clearError() {
        // A tap descriptor has an error only when its network device was deleted, and then for good.
        return false;
    }

    @Override
    public long takeDrops() {
        return 0;
    }

    @Override
    public void close() {
        tap.close();
    }
}
