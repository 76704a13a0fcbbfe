/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.nativelib.NativeLibrary;
import io.opsswitch.datapath.nativelib.OffloadHeader;
import io.opsswitch.datapath.userspace.frame.Segmenter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.lifecycle.BeforeContainer;

class SegmenterPropertyTest {

    private static final int FRAME = 64;
    private static boolean isBuilt;

    private final ByteBuffer memory = ByteBuffer.allocateDirect(1 << 17);

    @BeforeContainer
    static void findLibrary() {
        try {
            NativeLibrary.load();
            isBuilt = true;
        } catch (UnsatisfiedLinkError e) {
            if ("true".equals(System.getenv("CI"))) {
                throw e;
            }
            System.out.println("skipped: " + e.getMessage());
        }
    }

    @Property(tries = 300)
    void segmentsAreWholePacketsThatHaveAllOfThePayload(@ForAll long seed) {
        Assume.that(isBuilt);
        Random random = new Random(seed);
        boolean isTcp = random.nextBoolean();
        boolean isIpv4 = random.nextBoolean();
        boolean isTagged = random.nextBoolean();
        int size = 1 + random.nextInt(1500);
        byte[] data = new byte[1 + random.nextInt(60_000)];
        random.nextBytes(data);
        byte[] frame = frame(random, isTcp, isIpv4, isTagged, data);
        int kind = isTcp
                ? isIpv4 ? OffloadHeader.SEGMENTATION_TCP4 : OffloadHeader.SEGMENTATION_TCP6
                : OffloadHeader.SEGMENTATION_UDP;
        put(frame, kind, size);
        Segmenter segmenter = new Segmenter();
        int count = segmenter.begin(memory, FRAME, frame.length);
        assertThat(count).isEqualTo((data.length + size - 1) / size);
        int network = isTagged ? 18 : 14;
        int transport = network + (isIpv4 ? 20 : 40);
        int header = isTcp ? 20 : 8;
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer whole = ByteBuffer.wrap(frame);
        for (int i = 0; i < count; i++) {
            if (!segmenter.hasRoom()) {
                segmenter.reset();
            }
            byte[] segment = bytes(segmenter);
            ByteBuffer bytes = ByteBuffer.wrap(segment);
            assertThat(TestPackets.isRight(segment, network, transport, isTcp ? TestPackets.TCP : TestPackets.UDP))
                    .isTrue();
            assertThat(Arrays.copyOf(segment, network)).isEqualTo(Arrays.copyOf(frame, network));
            if (isIpv4) {
                assertThat(bytes.getShort(network + 2)).isEqualTo((short) (segment.length - network));
                assertThat(bytes.getShort(network + 4)).isEqualTo((short) (whole.getShort(network + 4) + i));
            } else {
                assertThat(bytes.getShort(network + 4)).isEqualTo((short) (segment.length - transport));
            }
            if (isTcp) {
                assertThat(bytes.getInt(transport + 4)).isEqualTo(whole.getInt(transport + 4) + i * size);
                int expected = (i == count - 1 ? 0x19 : 0x10) | (i == 0 ? 0x80 : 0);
                assertThat(segment[transport + 13] & 0xff).isEqualTo(expected);
            } else {
                assertThat(bytes.getShort(transport + 4)).isEqualTo((short) (segment.length - transport));
            }
            all.write(segment, transport + header, segment.length - transport - header);
        }
        assertThat(all.toByteArray()).isEqualTo(data);
    }

    @Property(tries = 300)
    void cutsNothingThatIsDamaged(@ForAll long seed) {
        Assume.that(isBuilt);
        Random random = new Random(seed);
        byte[] frame = frame(random, random.nextBoolean(), random.nextBoolean(), random.nextBoolean(), new byte[300]);
        for (int i = random.nextInt(20); i >= 0; i--) {
            frame[random.nextInt(60)] = (byte) random.nextInt();
        }
        int length = random.nextInt(frame.length + 1);
        put(Arrays.copyOf(frame, length), random.nextInt(256), random.nextInt(0x10000));
        Segmenter segmenter = new Segmenter();
        int count = segmenter.begin(memory, FRAME, length);
        for (int i = 0; i < count; i++) {
            if (!segmenter.hasRoom()) {
                segmenter.reset();
            }
            segmenter.next();
            assertThat(segmenter.length()).isBetween(20, length);
        }
    }

    private static byte[] frame(Random random, boolean isTcp, boolean isIpv4, boolean isTagged, byte[] data) {
        int protocol = isTcp ? TestPackets.TCP : TestPackets.UDP;
        int header = isTcp ? 20 : 8;
        ByteBuffer payload = ByteBuffer.allocate(header + data.length).putLong(random.nextLong());
        if (isTcp) {
            payload.putInt(0).put((byte) 0x50).put((byte) 0x99);
        }
        payload.position(header).put(data);
        byte[] frame = isIpv4
                ? TestPackets.ethernet(0x0800, TestPackets.ipv4(random, protocol, payload.array()))
                : TestPackets.ethernet(0x86dd, TestPackets.ipv6(random, protocol, false, payload.array()));
        return isTagged ? TestFrames.tagged(frame, 0x8100, 5) : frame;
    }

    private void put(byte[] frame, int kind, int size) {
        memory.put(FRAME, frame);
        ByteBuffer header = memory.duplicate().order(ByteOrder.nativeOrder());
        int at = FRAME - OffloadHeader.BYTES;
        header.putLong(at, 0).putShort(at + 8, (short) 0);
        header.put(at + OffloadHeader.SEGMENTATION, (byte) kind);
        header.putShort(at + OffloadHeader.SEGMENT_SIZE, (short) size);
    }

    private static byte[] bytes(Segmenter segmenter) {
        int at = segmenter.next();
        byte[] segment = new byte[segmenter.length()];
        segmenter.memory().get(at, segment);
        return segment;
    }
}
