/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.engine;

import io.opsswitch.common.coverage.Coverage;
import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Meter;
import io.opsswitch.datapath.frame.HeaderSetter;
import io.opsswitch.datapath.userspace.frame.IpEditor;
import io.opsswitch.datapath.userspace.frame.MplsEditor;
import io.opsswitch.datapath.userspace.frame.Offload;
import io.opsswitch.datapath.userspace.frame.VlanEditor;

/** The actions that change headers of a frame. Belongs to an executor. */
final class HeaderActions {

    private static final Coverage DROPPED = Coverage.counter("datapath_drop_meter");
    private static final int DSCP_SHIFT = 2;
    private static final int ECN_BITS = 3;

    private final WorkingFrame frame;
    private final Meters meters;
    private final HeaderSetter setter = new HeaderSetter(Offload::needsChecksum);
    private final MplsEditor mpls = new MplsEditor();
    private final IpEditor ip = new IpEditor();

    HeaderActions(WorkingFrame frame, Meters meters) {
        this.frame = frame;
        this.meters = meters;
    }

    void set(Actions actions, int at) {
        if (!frame.metadata.set(actions, at)) {
            frame.prepareChange();
            setter.set(frame.memory, frame.offset, frame.length, actions, at);
        }
    }

    void pushVlan(int argument) {
        if (frame.prepareFront(VlanEditor.TAG)) {
            VlanEditor.push(frame.memory, frame.offset, argument >>> 16, argument & 0xffff);
            frame.grow(VlanEditor.TAG);
        }
    }

    void popVlan() {
        if (VlanEditor.hasTag(frame.memory, frame.offset, frame.length)) {
            frame.prepareChange();
            VlanEditor.pop(frame.memory, frame.offset);
            frame.grow(-VlanEditor.TAG);
        }
    }

    void pushMpls(int entry, int etherType) {
        if (frame.prepareFront(MplsEditor.ENTRY)) {
            mpls.push(frame.memory, frame.offset, frame.length, entry, etherType);
            frame.grow(MplsEditor.ENTRY);
        }
    }

    void popMpls(int etherType) {
        if (mpls.hasEntry(frame.memory, frame.offset, frame.length)) {
            frame.prepareChange();
            mpls.pop(frame.memory, frame.offset, frame.length, etherType);
            frame.grow(-MplsEditor.ENTRY);
        }
    }

    /** Return whether a meter lets the frame go on; it does where there is no such meter. */
    boolean passesMeter(int id, long nowMillis) {
        MeterBuckets meter = meters.get(id);
        Meter.Band exceeded = meter == null ? null : meter.measure(frame.length, nowMillis);
        if (exceeded == null) {
            return true;
        }
        if (exceeded.type() == Meter.BandType.DROP) {
            DROPPED.hit();
            return false;
        }
        if (ip.locate(frame.memory, frame.offset, frame.length)) {
            int old = ip.typeOfService(frame.memory);
            int remarked = exceeded.remark(old >> DSCP_SHIFT) << DSCP_SHIFT | old & ECN_BITS;
            if (remarked != old) {
                frame.prepareChange();
                ip.locate(frame.memory, frame.offset, frame.length);
                ip.setTypeOfService(frame.memory, remarked);
            }
        }
        return true;
    }

    /** Lower the time to live if there is one; return false if it has run out. */
    boolean decreaseTtl() {
        if (!ip.locate(frame.memory, frame.offset, frame.length)) {
            return true;
        }
        int left = ip.timeToLive(frame.memory) - 1;
        if (left <= 0) {
            return false;
        }
        frame.prepareChange();
        ip.locate(frame.memory, frame.offset, frame.length);
        ip.setTimeToLive(frame.memory, left);
        return true;
    }
}
