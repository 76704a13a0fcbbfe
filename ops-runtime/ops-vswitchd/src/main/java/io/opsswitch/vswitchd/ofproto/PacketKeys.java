/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.packet.PacketParser;
import java.nio.ByteBuffer;

/** Keys of packets that do not come from a datapath. Stateless. */
public final class PacketKeys {

    private static final FlowField[] METADATA = {FlowField.PKT_MARK, FlowField.SKB_PRIORITY};

    private PacketKeys() {}

    /**
     * Return the whole key of a packet: the fields that are in it, and those of its metadata that are not, such as its port,
     * its tunnel and its registers. How far a datapath has come with it is not among them.
     *
     * @param frame the packet, from its Ethernet header on
     */
    public static FlowKey of(byte[] frame, FlowKey metadata) {
        FlowKey key = new FlowKey();
        PacketParser.parse(ByteBuffer.wrap(frame), 0, frame.length, (int) metadata.get(FlowField.IN_PORT), key);
        for (FlowField field : METADATA) {
            key.set(field, metadata.get(field));
        }
        for (int word = FlowField.TUN_ID.word(); word < FlowKey.WORDS; word++) {
            key.setWord(word, metadata.word(word));
        }
        return key;
    }
}
