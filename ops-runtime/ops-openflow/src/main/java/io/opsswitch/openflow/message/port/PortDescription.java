/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.port;

import io.opsswitch.openflow.OfPorts;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.wire.ListCodec;
import io.opsswitch.openflow.message.wire.MultipartBody;
import io.opsswitch.openflow.message.wire.Property;
import io.opsswitch.openflow.message.wire.PropertyWriter;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.List;

/**
 * A port as controllers see it.
 *
 * @param port its number
 * @param address its Ethernet address, 48 bits
 * @param name its name; at most 15 characters are told
 * @param config bits of {@link PortConfig}
 * @param state bits of {@link PortConfig}
 * @param current what the link does, bits of {@link LinkFeatures}
 * @param advertised what it offers
 * @param supported what it can do
 * @param peer what the other end offers
 * @param speed kbit/s now
 * @param maxSpeed kbit/s at most
 */
public record PortDescription(
        int port,
        long address,
        String name,
        int config,
        int state,
        int current,
        int advertised,
        int supported,
        int peer,
        int speed,
        int maxSpeed) {

    private static final int NAME = 16;
    private static final int ETHERNET = 0;
    private static final int HEADER14 = 40;

    /** Codec of the lists of ports. */
    public static final ListCodec<PortDescription, Reply> REPLY =
            new ListCodec<>(Reply::new, PortDescription::decode, PortDescription::encode);

    /**
     * Ports of a switch.
     *
     * @param entries the ports
     */
    public record Reply(List<PortDescription> entries) implements MultipartBody<PortDescription> {}

    /** Return this with another state. */
    public PortDescription withState(int newState) {
        return new PortDescription(
                port, address, name, config, newState, current, advertised, supported, peer, speed, maxSpeed);
    }

    /** Read one in the form of a version. */
    public static PortDescription decode(WireReader in, WireContext context) {
        OpenFlowVersion version = context.version();
        if (version == OpenFlowVersion.OF10) {
            return rest(in.u16(), in.u48(), in, context);
        }
        int port = OfPorts.from32(in.i32());
        if (!version.atLeast(OpenFlowVersion.OF14)) {
            in.skip(4);
            long address = in.u48();
            in.skip(2);
            return rest(port, address, in, context);
        }
        int length = in.u16();
        WireReader port14 = in.part(length - 6);
        port14.skip(2);
        long address = port14.u48();
        port14.skip(2);
        String name = port14.text(NAME);
        int config = port14.i32() & PortConfig.configBits(version);
        int state = port14.i32() & PortConfig.stateBits(version);
        PortDescription description = new PortDescription(port, address, name, config, state, 0, 0, 0, 0, 0, 0);
        while (port14.remaining() > 0) {
            Property property = Property.pull(port14);
            if (property.type() == ETHERNET) {
                property.ofLength(32);
                WireReader link = property.nested();
                description = description.withLink(link, context, true);
            }
        }
        return description;
    }

    private static PortDescription rest(int port, long address, WireReader in, WireContext context) {
        OpenFlowVersion version = context.version();
        String name = in.text(NAME);
        int config = in.i32() & PortConfig.configBits(version);
        int state = in.i32() & PortConfig.stateBits(version);
        return new PortDescription(port, address, name, config, state, 0, 0, 0, 0, 0, 0)
                .withLink(in, context, version != OpenFlowVersion.OF10);
    }

    private PortDescription withLink(WireReader in, WireContext context, boolean withSpeed) {
        int[] links = new int[4];
        for (int i = 0; i < links.length; i++) {
            links[i] = LinkFeatures.fromWire(in.i32(), context.version());
        }
        return new PortDescription(
                port,
                address,
                name,
                config,
                state,
                links[0],
                links[1],
                links[2],
                links[3],
                withSpeed ? in.i32() : LinkFeatures.kbps(links[0]),
                withSpeed ? in.i32() : LinkFeatures.kbps(links[2]));
    }

    /** Append it in the form of a version. */
    public void encode(WireWriter out, WireContext context) {
        OpenFlowVersion version = context.version();
        int start = out.size();
        if (version == OpenFlowVersion.OF10) {
            out.u16(port).u48(address);
        } else if (version.atLeast(OpenFlowVersion.OF14)) {
            out.u32(OfPorts.to32(port)).u16(HEADER14 + 32).zeros(2).u48(address).zeros(2);
        } else {
            out.u32(OfPorts.to32(port)).zeros(4).u48(address).zeros(2);
        }
        out.text(name, NAME);
        out.u32(config & PortConfig.configBits(version)).u32(state & PortConfig.stateBits(version));
        int property = 0;
        if (version.atLeast(OpenFlowVersion.OF14)) {
            property = PropertyWriter.startNested(out, ETHERNET);
        }
        for (int features : new int[] {current, advertised, supported, peer}) {
            out.u32(LinkFeatures.toWire(features, version));
        }
        if (version != OpenFlowVersion.OF10) {
            out.u32(speed).u32(maxSpeed);
        }
        if (version.atLeast(OpenFlowVersion.OF14)) {
            PropertyWriter.end(out, property);
            out.setLength(start + 4, start);
        }
    }
}
