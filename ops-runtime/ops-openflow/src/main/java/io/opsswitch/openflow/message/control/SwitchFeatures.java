/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.control;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.port.PortDescription;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * What a switch is and can do.
 *
 * @param datapathId who it is
 * @param buffers how many packets it keeps for controllers
 * @param tables how many flow tables it shows; more than 254 are not told
 * @param auxiliaryId which connection of the controller's this is; from OpenFlow 1.3 on
 * @param capabilities what it can do
 * @param actions in OpenFlow 1.0 a bit for each type of action that it knows; 0 in later versions
 * @param ports its ports, before OpenFlow 1.3; those that do not fit into the message are left out
 */
public record SwitchFeatures(
        long datapathId,
        int buffers,
        int tables,
        int auxiliaryId,
        Set<Capability> capabilities,
        int actions,
        List<PortDescription> ports)
        implements Body {

    /** Codec of all versions. */
    public static final BodyCodec<SwitchFeatures> CODEC =
            BodyCodec.of(SwitchFeatures::decode, (body, out, context) -> body.encode(out, context));

    private static SwitchFeatures decode(WireReader in, WireContext context) {
        long datapathId = in.i64();
        int buffers = in.i32();
        int tables = in.u8();
        int auxiliaryId = in.u8();
        in.skip(2);
        int bits = in.i32();
        int actions = in.i32();
        Set<Capability> capabilities = EnumSet.noneOf(Capability.class);
        for (Capability capability : Capability.values()) {
            int bit = capability.bit(context.version());
            if (bit != 0 && (bits & bit) != 0) {
                capabilities.add(capability);
            }
        }
        List<PortDescription> ports = new ArrayList<>();
        while (in.remaining() > 0) {
            ports.add(PortDescription.decode(in, context));
        }
        return new SwitchFeatures(
                datapathId,
                buffers,
                tables,
                context.atLeast(OpenFlowVersion.OF13) ? auxiliaryId : 0,
                Set.copyOf(capabilities),
                context.version() == OpenFlowVersion.OF10 ? actions : 0,
                List.copyOf(ports));
    }

    private void encode(WireWriter out, WireContext context) {
        int bits = 0;
        for (Capability capability : capabilities) {
            bits |= capability.bit(context.version());
        }
        boolean tellsPorts = !context.atLeast(OpenFlowVersion.OF13);
        out.u64(datapathId)
                .u32(buffers)
                .u8(tables)
                .u8(tellsPorts ? 0 : auxiliaryId)
                .zeros(2);
        out.u32(bits).u32(context.version() == OpenFlowVersion.OF10 ? actions : 0);
        if (tellsPorts) {
            for (PortDescription port : ports) {
                int start = out.size();
                port.encode(out, context);
                if (out.size() > 0xffff) {
                    out.truncate(start);
                }
            }
        }
    }

    /** Something that a switch can do. */
    public enum Capability {
        /** Counts for flows. */
        FLOW_STATS(1, OpenFlowVersion.OF10, OpenFlowVersion.OF15),
        /** Counts for tables. */
        TABLE_STATS(2, OpenFlowVersion.OF10, OpenFlowVersion.OF15),
        /** Counts for ports. */
        PORT_STATS(4, OpenFlowVersion.OF10, OpenFlowVersion.OF15),
        /** Spanning tree. */
        STP(8, OpenFlowVersion.OF10, OpenFlowVersion.OF10),
        /** Counts for groups. */
        GROUP_STATS(8, OpenFlowVersion.OF11, OpenFlowVersion.OF15),
        /** Puts fragments together. */
        IP_REASM(0x20, OpenFlowVersion.OF10, OpenFlowVersion.OF15),
        /** Counts for queues. */
        QUEUE_STATS(0x40, OpenFlowVersion.OF10, OpenFlowVersion.OF15),
        /** Matches addresses in ARP packets. */
        ARP_MATCH_IP(0x80, OpenFlowVersion.OF10, OpenFlowVersion.OF11),
        /** Blocks ports that would make loops. */
        PORT_BLOCKED(0x100, OpenFlowVersion.OF12, OpenFlowVersion.OF15),
        /** Takes bundles. */
        BUNDLES(0x200, OpenFlowVersion.OF14, OpenFlowVersion.OF15),
        /** Lets flows be monitored. */
        FLOW_MONITORING(0x400, OpenFlowVersion.OF14, OpenFlowVersion.OF15);

        private final int bit;
        private final OpenFlowVersion first;
        private final OpenFlowVersion last;

        Capability(int bit, OpenFlowVersion first, OpenFlowVersion last) {
            this.bit = bit;
            this.first = first;
            this.last = last;
        }

        /** Return its bit in a version, or 0 if that version does not know it. */
        public int bit(OpenFlowVersion version) {
            return version.atLeast(first) && last.atLeast(version) ? bit : 0;
        }
    }
}
