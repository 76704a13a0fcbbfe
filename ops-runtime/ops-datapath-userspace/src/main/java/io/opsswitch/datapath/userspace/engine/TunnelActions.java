/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.TunnelCodec;
import io.opsswitch.datapath.hash.PacketHash;
import io.opsswitch.datapath.packet.PacketParser;
import io.opsswitch.datapath.userspace.frame.Arena;
import io.opsswitch.datapath.userspace.frame.Offload;
import java.nio.ByteBuffer;

/** The actions that put frames into tunnels and take them out. Belongs to an executor. */
final class TunnelActions {

    private final int slot;
    private final WorkingFrame frame;
    private final Outputs outputs;
    private final ActionExecutor.Lookup lookup;
    /** Of the frame whose hash becomes a part of the outer headers. */
    private final FlowKey hashed = new FlowKey();

    TunnelActions(int slot, WorkingFrame frame, Outputs outputs, ActionExecutor.Lookup lookup) {
        this.slot = slot;
        this.frame = frame;
        this.outputs = outputs;
        this.lookup = lookup;
    }

    /** Put outer headers in front; return false if the frame is lost. */
    boolean push(Action.TunnelPush push) {
        TunnelPort tunnel = outputs.tunnelPort(push.tunnelPort());
        byte[] header = push.header();
        int whole = frame.length + header.length;
        if (tunnel == null || whole > Arena.LARGEST_FRAME) {
            return false;
        }
        if (Offload.needsChecksum(frame.memory, frame.offset)) {
            // Devices complete only what they see outside.
            frame.prepareChange();
            Offload.completeChecksum(frame.memory, frame.offset, frame.length);
        }
        PacketParser.parse(frame.memory, frame.offset, frame.length, frame.metadata.inPort(), hashed);
        int hash = PacketHash.fiveTuple(hashed);
        frame.makeRoom(whole);
        int at = frame.copies().allocate(whole);
        ByteBuffer target = frame.copies().memory();
        // The frame first: it may lie where the header is going to be.
        target.put(at + header.length, frame.memory, frame.offset, frame.length);
        target.put(at, header);
        Offload.clear(target, at);
        frame.moveTo(at, whole);
        tunnel.codec().push(frame.memory, frame.offset, frame.length, push, hash);
        frame.metadata.comeFrom(push.outPort());
        return true;
    }

    /** Take outer headers off, and have the frame looked up again; if nothing follows, it need not stay what it is. */
    void pop(int number, boolean isLast) {
        TunnelPort tunnel = outputs.tunnelPort(number);
        if (tunnel == null) {
            return;
        }
        if (!isLast) {
            frame.enter();
        }
        frame.prepareChange();
        if (Offload.needsSegmentation(frame.memory, frame.offset)) {
            // The sender's system took the outer datagrams for one of its own that anybody could cut.
            Offload.clear(frame.memory, frame.offset);
        }
        Offload.completeChecksum(frame.memory, frame.offset, frame.length);
        frame.metadata.reset(number);
        int header = tunnel.codec().pop(frame.memory, frame.offset, frame.length, frame.metadata.tunnel());
        if (header == TunnelCodec.DAMAGED) {
            lookup.damagedTunnel();
        } else {
            frame.grow(-header);
            Offload.clear(frame.memory, frame.offset);
            tunnel.countReceived(slot, 1, frame.length);
            lookup.recirculate(frame.memory, frame.base, frame.offset, frame.length, frame.metadata);
        }
        if (!isLast) {
            frame.leave();
        }
    }
}
