/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.replay;

import io.opsswitch.datapath.netlink.transport.ForwardingChannel;
import io.opsswitch.datapath.netlink.transport.MulticastGroup;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import java.nio.ByteBuffer;

/** Records what goes over a channel. */
final class RecordingChannel extends ForwardingChannel {
    private final int number;
    private final Recording recording;

    RecordingChannel(NetlinkChannel inner, int number, Recording recording) {
        super(inner);
        this.number = number;
        this.recording = recording;
    }

    @Override
    public boolean transact(ByteBuffer request, ByteBuffer reply) throws NetlinkException {
        recording.message(number, "transact", request, true);
        try {
            boolean replied = super.transact(request, reply);
            if (replied) {
                recording.message(number, "reply", reply, false);
            } else {
                recording.line(number, "agreed", "");
            }
            return replied;
        } catch (NetlinkException e) {
            throw recording.refused(number, e);
        }
    }

    @Override
    public void dump(ByteBuffer request, ByteBuffer buffer, MessageSink sink) throws NetlinkException {
        recording.message(number, "dump", request, true);
        // What the sink throws is the caller's own business, and no answer of the kernel.
        NetlinkException[] ofSink = new NetlinkException[1];
        try {
            super.dump(request, buffer, message -> {
                recording.message(number, "item", message, false);
                try {
                    sink.accept(message);
                } catch (NetlinkException e) {
                    ofSink[0] = e;
                    throw e;
                }
            });
            recording.line(number, "done", "");
        } catch (NetlinkException e) {
            if (e == ofSink[0]) {
                recording.line(number, "done", "");
                throw e;
            }
            throw recording.refused(number, e);
        }
    }

    @Override
    public void subscribe(MulticastGroup group) throws NetlinkException {
        recording.line(number, "subscribe", group.name());
        try {
            super.subscribe(group);
            recording.line(number, "agreed", "");
        } catch (NetlinkException e) {
            throw recording.refused(number, e);
        }
    }

    @Override
    public void subscribePackets() throws NetlinkException {
        recording.line(number, "subscribe", "packets");
        try {
            super.subscribePackets();
            recording.line(number, "agreed", "");
        } catch (NetlinkException e) {
            throw recording.refused(number, e);
        }
    }

    @Override
    public boolean receive(ByteBuffer message, long timeoutNanos) throws NetlinkException {
        try {
            boolean received = super.receive(message, timeoutNanos);
            if (received) {
                recording.message(number, "event", message, false);
            } else {
                recording.line(number, "nothing", "");
            }
            return received;
        } catch (NetlinkException e) {
            throw recording.refused(number, e);
        }
    }
}
