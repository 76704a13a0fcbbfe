/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.packet;

import static io.opsswitch.datapath.packet.PacketParser.u48;
import static io.opsswitch.datapath.packet.PacketParser.u8;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import java.nio.ByteBuffer;

/** Reads neighbour solicitations and advertisements (RFC 4861, 4.3, 4.4 and 4.6.1). */
final class NeighbourDiscoveryParser {

    private static final int SOURCE_ADDRESS = 1;
    private static final int TARGET_ADDRESS = 2;
    private static final int ADDRESS_OPTION = 8;
    private static final int RESERVED = 4;
    private static final int TARGET = 16;

    private NeighbourDiscoveryParser() {}

    /**
     * Read a message from its reserved bits on.
     *
     * <p>An address that is given twice makes target and addresses void, but not the type of the first option.
     */
    static void parse(ByteBuffer frame, int at, int end, FlowKey key) {
        key.set(FlowField.ND_RESERVED, frame.getInt(at));
        int target = at + RESERVED;
        if (end - target < TARGET) {
            return;
        }
        long source = 0;
        long destination = 0;
        int firstType = 0;
        boolean isValid = true;
        int option = target + TARGET;
        // Each turn moves on by 8 bytes at least.
        while (isValid && end - option >= ADDRESS_OPTION) {
            int type = u8(frame, option);
            int length = u8(frame, option + 1) * ADDRESS_OPTION;
            if (length == 0 || length > end - option) {
                break;
            }
            if (length == ADDRESS_OPTION && (type == SOURCE_ADDRESS || type == TARGET_ADDRESS)) {
                long known = type == SOURCE_ADDRESS ? source : destination;
                long address = u48(frame, option + 2);
                isValid = known == 0;
                if (isValid && type == SOURCE_ADDRESS) {
                    source = address;
                } else if (isValid) {
                    destination = address;
                }
                firstType = firstType == 0 ? type : firstType;
            }
            option += length;
        }
        key.set(FlowField.ND_OPTION_TYPE, firstType);
        if (isValid) {
            key.set(FlowField.ARP_SHA, source);
            key.set(FlowField.ARP_THA, destination);
            key.setWord(FlowField.ND_TARGET_HIGH.word(), frame.getLong(target));
            key.setWord(FlowField.ND_TARGET_LOW.word(), frame.getLong(target + 8));
        }
    }
}
