/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.common.coverage.Coverage;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The ways out of the ports for one worker, and which of them have something to send. */
final class Outputs {

    private static final Coverage NO_DEVICE = Coverage.counter("datapath_drop_invalid_port");

    private final int slot;
    private final PassCounters counters;
    private @Nullable PortBase[] ports = new PortBase[0];
    private @Nullable TxQueue[] queues = new TxQueue[8];
    private TxQueue[] touched = new TxQueue[8];
    private int touchedCount;

    Outputs(int slot, PassCounters counters) {
        this.slot = slot;
        this.counters = counters;
    }

    void setPorts(@Nullable PortBase[] current) {
        if (ports != current) {
            ports = current;
            for (int i = 0; i < queues.length; i++) {
                TxQueue queue = queues[i];
                if (queue != null && (i >= ports.length || ports[i] != queue.port())) {
                    queues[i] = null;
                }
            }
        }
    }

    /** Return the port of a number that stands for a kind of tunnel, or null if it is none. */
    @Nullable
    TunnelPort tunnelPort(int number) {
        return port(number) instanceof TunnelPort tunnel ? tunnel : null;
    }

    private @Nullable PortBase port(int number) {
        return number >= 0 && number < ports.length ? ports[number] : null;
    }

    /** Send a frame out of a port when the batch ends; until then it must stay as it is. */
    void send(int number, WorkingFrame frame) {
        PortBase port = port(number);
        if (port == null || port instanceof TunnelPort) {
            NO_DEVICE.hit();
            return;
        }
        TxQueue queue = number < queues.length ? queues[number] : null;
        if (queue == null || queue.port() != port) {
            queue = newQueue(port);
        }
        if (queue.touch()) {
            if (touchedCount == touched.length) {
                touched = Arrays.copyOf(touched, 2 * touchedCount);
            }
            touched[touchedCount++] = queue;
        }
        if (frame.cut < frame.length) {
            frame.enter();
            frame.cutFrame();
            queue.add(frame.memory, frame.base, frame.offset, frame.length);
            frame.leave();
        } else {
            queue.add(frame.memory, frame.base, frame.offset, frame.length);
        }
        frame.shared();
    }

    /** Send what was put out. */
    void flush() {
        for (int i = 0; i < touchedCount; i++) {
            touched[i].flush();
            counters.add(PassCounters.SENT_PACKETS, touched[i].untouch());
        }
        counters.add(PassCounters.SENT_BATCHES, touchedCount);
        touchedCount = 0;
    }

    private TxQueue newQueue(PortBase port) {
        if (port.number() >= queues.length) {
            queues = Arrays.copyOf(queues, Math.max(port.number() + 1, 2 * queues.length));
        }
        TxQueue queue = port.newQueue(slot);
        queues[port.number()] = queue;
        return queue;
    }
}
