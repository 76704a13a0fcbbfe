/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.port;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.Property;
import io.opsswitch.openflow.message.wire.PropertyWriter;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;

/**
 * Changes the configuration of a port.
 *
 * @param port its number
 * @param address the address it has, so that no other port is changed by mistake
 * @param config bits of {@link PortConfig}, no others than those of the mask
 * @param mask which bits change
 * @param advertise what the link offers, bits of {@link LinkFeatures}; 0 for no change
 */
public record PortMod(int port, long address, int config, int mask, int advertise) implements Body {

    private static final int ETHERNET = 0;

    /** Codec of all versions. */
    public static final BodyCodec<PortMod> CODEC =
            BodyCodec.of(PortMod::decode, (body, out, context) -> body.encode(out, context));

    private static PortMod decode(WireReader in, WireContext context) {
        OpenFlowVersion version = context.version();
        boolean first = version == OpenFlowVersion.OF10;
        int port = first ? in.u16() : OfPorts.from32(in.i32());
        in.skip(first ? 0 : 4);
        long address = in.u48();
        in.skip(first ? 0 : 2);
        int config = in.i32() & PortConfig.configBits(version);
        int mask = in.i32() & PortConfig.configBits(version);
        int advertise = 0;
        if (!version.atLeast(OpenFlowVersion.OF14)) {
            advertise = LinkFeatures.fromWire(in.i32(), version);
            in.skip(4);
        }
        while (in.remaining() > 0) {
            Property property = Property.pull(in);
            if (property.type() == ETHERNET) {
                advertise = LinkFeatures.fromWire(property.i32(), version);
            } else {
                property.unknown(context, "port_mod");
            }
        }
        return new PortMod(port, address, config & mask, mask, advertise);
    }

    private void encode(WireWriter out, WireContext context) {
        OpenFlowVersion version = context.version();
        boolean first = version == OpenFlowVersion.OF10;
        if (first) {
            out.u16(port).u48(address);
        } else {
            out.u32(OfPorts.to32(port)).zeros(4).u48(address).zeros(2);
        }
        int bits = PortConfig.configBits(version);
        out.u32(config & bits).u32(mask & bits);
        int link = LinkFeatures.toWire(advertise, version);
        if (!version.atLeast(OpenFlowVersion.OF14)) {
            out.u32(link).zeros(4);
        } else if (advertise != 0) {
            PropertyWriter.u32(out, ETHERNET, link);
        }
    }
}
