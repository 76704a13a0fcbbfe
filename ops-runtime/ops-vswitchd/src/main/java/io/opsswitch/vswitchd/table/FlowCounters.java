/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * The packets of a flow, as whoever forwards them reports. A flow that is changed without its counts being reset keeps
 * these. Safe for use by any number of threads.
 */
public final class FlowCounters {

    private static final VarHandle PACKETS;
    private static final VarHandle BYTES;
    private static final VarHandle USED;

    static {
        try {
            MethodHandles.Lookup lookup = MethodHandles.lookup();
            PACKETS = lookup.findVarHandle(FlowCounters.class, "packets", long.class);
            BYTES = lookup.findVarHandle(FlowCounters.class, "bytes", long.class);
            USED = lookup.findVarHandle(FlowCounters.class, "used", long.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private volatile long packets;
    private volatile long bytes;
    private volatile long used;

    FlowCounters(long used) {
        this.used = used;
    }

    /** Count packets, the last of which came at a time in milliseconds. */
    public void add(long morePackets, long moreBytes, long usedMillis) {
        PACKETS.getAndAdd(this, morePackets);
        BYTES.getAndAdd(this, moreBytes);
        long last = used;
        while (usedMillis > last && !USED.compareAndSet(this, last, usedMillis)) {
            last = used;
        }
    }

    /** Return the number of packets. */
    public long packets() {
        return packets;
    }

    /** Return the number of bytes. */
    public long bytes() {
        return bytes;
    }

    /** Return when the last packet came, in milliseconds; when the flow was added, if none came. */
    public long used() {
        return used;
    }
}
