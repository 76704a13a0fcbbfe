/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace.frame;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.nativelib.OffloadHeader;
import io.opsswitch.datapath.packet.InternetChecksum;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class OffloadTest {

    private static final int FRAME = 32;
    /** UDP from 10.0.0.1 to 10.0.0.2, 4 bytes "abcd", its checksum field holding the sum of the pseudo header. */
    private static final byte[] UDP = HexFormat.of()
            .parseHex(
                    "020000000002 020000000001 0800 4500 0020 0001 0000 40 11 0000 0a000001 0a000002 1234 0035 000c 1420 61626364"
                            .replace(" ", ""));

    private static final int UDP_START = 34;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(256);
    private final ByteBuffer header =
            memory.duplicate().order(ByteOrder.nativeOrder()).slice(0, FRAME).order(ByteOrder.nativeOrder());

    @Test
    void completesAChecksum() {
        put(UDP);
        partial(UDP_START);
        Offload.completeChecksum(memory, FRAME, UDP.length);
        assertThat(Offload.needsChecksum(memory, FRAME)).isFalse();
        assertThat(checksumIsRight(FRAME + UDP_START, UDP.length - UDP_START)).isTrue();
    }

    @Test
    void completesTheChecksumAtItsNewPlaceAfterATagWasPushedAndPopped() {
        put(UDP);
        partial(UDP_START);
        VlanEditor.push(memory, FRAME, 0x8100, 10);
        VlanEditor.push(memory, FRAME - 4, 0x88a8, 20);
        VlanEditor.pop(memory, FRAME - 8);
        Offload.completeChecksum(memory, FRAME - 4, UDP.length + 4);
        assertThat(memory.getInt(FRAME - 4 + 12)).isEqualTo(0x8100_000a);
        assertThat(checksumIsRight(FRAME + UDP_START, UDP.length - UDP_START)).isTrue();
    }

    @Test
    void leavesAFrameWhoseHeaderPointsOutsideOfIt() {
        put(UDP);
        partial(60000);
        Offload.completeChecksum(memory, FRAME, UDP.length);
        byte[] frame = new byte[UDP.length];
        memory.get(FRAME, frame);
        assertThat(frame).isEqualTo(UDP);
    }

    @Test
    void sumsOddLengths() {
        memory.put(FRAME, new byte[] {1, 2, 3});
        assertThat(InternetChecksum.of(memory, FRAME, 3)).isEqualTo(~(0x0102 + 0x0300) & 0xffff);
        assertThat(InternetChecksum.of(memory, FRAME, 0)).isEqualTo(0xffff);
    }

    private void put(byte[] frame) {
        memory.put(FRAME, frame);
    }

    private void partial(int start) {
        int at = FRAME - OffloadHeader.BYTES;
        header.put(at + OffloadHeader.FLAGS, (byte) OffloadHeader.NEEDS_CHECKSUM);
        header.putShort(at + OffloadHeader.CHECKSUM_START, (short) start);
        header.putShort(at + OffloadHeader.CHECKSUM_OFFSET, (short) 6);
    }

    /** A datagram with its checksum and the pseudo header sums to all ones. */
    private boolean checksumIsRight(int at, int length) {
        long sum = 0x0a00 + 0x0001 + 0x0a00 + 0x0002 + 17 + length;
        for (int i = 0; i < length; i += 2) {
            sum += memory.getShort(at + i) & 0xffff;
        }
        while (sum >>> 16 != 0) {
            sum = (sum & 0xffff) + (sum >>> 16);
        }
        return sum == 0xffff;
    }
}
