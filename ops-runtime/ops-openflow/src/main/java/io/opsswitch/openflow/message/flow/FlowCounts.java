/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.flow;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.message.wire.Age;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;

/**
 * What is counted for flows, in the form of OpenFlow 1.5 (OXS): a list of those that are known.
 *
 * @param age how long the flow has been there
 * @param idleAge seconds since the last packet, all ones if unknown
 * @param flows how many flows, all ones if unknown
 * @param packets packets, all ones if unknown
 * @param bytes bytes, all ones if unknown
 */
record FlowCounts(Age age, int idleAge, int flows, long packets, long bytes) {

    private static final int HEADER = 4;
    private static final int BASIC = 0x8002;
    private static final int EXPERIMENTER = 0xffff;
    private static final int DURATION = BASIC << 16 | 8;
    private static final int IDLE_TIME = BASIC << 16 | 1 << 9 | 8;
    private static final int FLOW_COUNT = BASIC << 16 | 3 << 9 | 4;
    private static final int PACKET_COUNT = BASIC << 16 | 4 << 9 | 8;
    private static final int BYTE_COUNT = BASIC << 16 | 5 << 9 | 8;

    static FlowCounts read(WireReader source) {
        WireReader in = source.orElse(OpenFlowError.OFPBMC_BAD_LEN);
        in.skip(2);
        int length = in.u16();
        WireReader padded = in.part((length + 7 & ~7) - HEADER);
        source.skip(HEADER + padded.remaining());
        WireReader list = padded.part(length - HEADER);
        Age age = Age.UNKNOWN;
        int idleAge = -1;
        int flows = -1;
        long packets = -1;
        long bytes = -1;
        while (list.remaining() > 0) {
            int header = list.i32();
            WireReader value = list.part(header & 0xff);
            if (header >>> 16 == EXPERIMENTER) {
                value.skip(4);
                continue;
            }
            switch (header) {
                case DURATION -> age = Age.read(value);
                case IDLE_TIME -> idleAge = value.i32();
                case FLOW_COUNT -> flows = value.i32();
                case PACKET_COUNT -> packets = value.i64();
                case BYTE_COUNT -> bytes = value.i64();
                default -> {}
            }
        }
        return new FlowCounts(age, idleAge, flows, packets, bytes);
    }

    void write(WireWriter out) {
        int start = out.size();
        out.zeros(HEADER);
        if (age.known()) {
            out.u32(DURATION);
            age.write(out);
        }
        if (idleAge != -1) {
            out.u32(IDLE_TIME).u32(idleAge).u32(0);
        }
        if (packets != -1) {
            out.u32(PACKET_COUNT).u64(packets);
        }
        if (bytes != -1) {
            out.u32(BYTE_COUNT).u64(bytes);
        }
        if (flows != -1) {
            out.u32(FLOW_COUNT).u32(flows);
        }
        out.setLength(start + 2, start);
        out.pad8(start);
    }

    static long orZero(long count) {
        return count == -1 ? 0 : count;
    }
}
