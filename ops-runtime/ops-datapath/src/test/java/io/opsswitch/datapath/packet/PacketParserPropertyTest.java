/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.FlowKey;
import java.nio.ByteBuffer;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

class PacketParserPropertyTest {

    private static final byte[][] SEEDS = {
        Frames.bytes(Frames.MACS + "88a8 2064 8100 e00a 0800" + Frames.IPV4_UDP + Frames.UDP),
        Frames.bytes(Frames.MACS + "0800 4608 002c 0001 4000 3f 06 0000 c0a80001 c0a80002 01010100"
                + "0050 c000 00000001 00000002 5012 ffff 0000 0000"),
        Frames.bytes(Frames.MACS + "86dd 60a00000 0024 00 ff 20010db8000000000000000000000001"
                + "ff020000000000000000000000000001 3300010400000000 2c04000000000000 0000000000000000 00000000"
                + "3a00000000000001 8700 0000"),
        Frames.bytes(Frames.MACS + "0806 0001 0800 06 04 0002 020000000001 0a000001 020000000002 0a000002"),
        Frames.bytes(Frames.MACS + "86dd 60012345 0020 3a ff fe800000000000000000000000000001"
                + "ff020000000000000000000000000001 8700 0000 00000000 fe800000000000000000000000000099"
                + "0101 020304050607"),
        Frames.bytes(Frames.MACS + "8100 2064 8847 00064040 00065040 00066140 00067140"),
        Frames.bytes(Frames.MACS + "894f 1fc6 01 03 00007bff 00000001 00000002 00000003 00000004"),
        Frames.bytes(Frames.MACS + "0028 aaaa03 000000 0800" + Frames.IPV4_UDP + Frames.UDP),
    };

    /** The frame ends where the memory ends, so that a read outside would throw. */
    @Property(tries = 500)
    void neverReadsOutsideTheFrame(@ForAll("damagedFrames") byte[] frame) {
        for (int length = 0; length <= frame.length; length++) {
            ByteBuffer exact = ByteBuffer.allocateDirect(length).put(0, frame, 0, length);
            FlowKey key = new FlowKey();
            PacketParser.parse(exact, 0, length, 1, key);

            FlowKey again = new FlowKey();
            ByteBuffer elsewhere = Frames.direct(Arrays.copyOf(frame, length), 3);
            PacketParser.parse(elsewhere, 3, length, 1, again);
            assertThat(again).as("what lies around the frame does not count").isEqualTo(key);
            for (int type : new int[] {0x10800, 0x186dd, 0x18847, 0x1894f, 0x10806}) {
                PacketParser.parse(exact, 0, length, 1, type, key);
                PacketParser.parse(elsewhere, 3, length, 1, type, again);
                assertThat(again).isEqualTo(key);
            }
        }
    }

    @Provide
    Arbitrary<byte[]> damagedFrames() {
        Arbitrary<byte[]> noise = Arbitraries.bytes().array(byte[].class).ofMaxSize(128);
        Arbitrary<byte[]> damaged = Combinators.combine(
                        Arbitraries.of(SEEDS),
                        Arbitraries.integers().between(0, 90).list().ofMaxSize(4),
                        Arbitraries.bytes().list().ofSize(4))
                .as((seed, places, values) -> {
                    byte[] frame = seed.clone();
                    for (int i = 0; i < places.size(); i++) {
                        frame[places.get(i) % frame.length] = values.get(i);
                    }
                    return frame;
                });
        return Arbitraries.oneOf(noise, damaged);
    }
}
