/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.packet;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.testing.OvsProcess;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is read of fragments, compared with what {@code ovs-ofctl parse-pcap} reads. */
class FragmentPeerTest {

    private static final int FRAMES = 400;
    private static final Pattern FRAGMENT = Pattern.compile("nw_frag=(\\w+)");
    private static final Pattern PORTS = Pattern.compile("tp_src=(\\d+),tp_dst=(\\d+)");

    @TempDir
    Path folder;

    /** Return a frame whose offset, flags and protocol are any: a datagram, first or later fragment of one. */
    private static byte[] frame(Random random) {
        boolean isV6 = random.nextBoolean();
        boolean hasHeader = !isV6 || random.nextInt(4) > 0;
        int offset = random.nextBoolean() ? 0 : random.nextInt(200);
        boolean hasMore = random.nextBoolean();
        int protocol = random.nextBoolean() ? 17 : 6;
        ByteBuffer frame = ByteBuffer.allocate(14 + (isV6 ? 40 + (hasHeader ? 8 : 0) : 20) + 24);
        frame.putInt(0x02000000).putShort((short) 2).putInt(0x02000000).putShort((short) 1);
        frame.putShort((short) (isV6 ? 0x86dd : 0x0800));
        if (isV6) {
            frame.putInt(0x60000000).putShort((short) (frame.capacity() - 54));
            frame.put((byte) (hasHeader ? 44 : protocol)).put((byte) 64);
            frame.putLong(0xfd00L << 48).putLong(1).putLong(0xfd00L << 48).putLong(2);
            if (hasHeader) {
                frame.put((byte) protocol).put((byte) 0);
                frame.putShort((short) (offset << 3 | (hasMore ? 1 : 0))).putInt(77);
            }
        } else {
            frame.putShort((short) 0x4500)
                    .putShort((short) (frame.capacity() - 14))
                    .putShort((short) 77);
            frame.putShort((short) (offset | (hasMore ? 0x2000 : random.nextBoolean() ? 0x4000 : 0)));
            frame.put((byte) 64)
                    .put((byte) protocol)
                    .putShort((short) 0)
                    .putInt(0x0a000001)
                    .putInt(0x0a000002);
        }
        frame.putShort((short) (1 + random.nextInt(60000))).putShort((short) (1 + random.nextInt(60000)));
        // Of UDP the length, of TCP the sequence number; then the offset of its data.
        frame.putShort((short) 24).putShort((short) 0).putInt(0).put((byte) 0x50);
        return frame.array();
    }

    private Path write(List<byte[]> frames) throws IOException {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        ByteBuffer header = ByteBuffer.allocate(24).order(ByteOrder.LITTLE_ENDIAN);
        header.putInt(0xa1b2c3d4)
                .putShort((short) 2)
                .putShort((short) 4)
                .putLong(0)
                .putInt(0xffff)
                .putInt(1);
        file.writeBytes(header.array());
        for (byte[] frame : frames) {
            ByteBuffer record = ByteBuffer.allocate(16).order(ByteOrder.LITTLE_ENDIAN);
            file.writeBytes(
                    record.putLong(0).putInt(frame.length).putInt(frame.length).array());
            file.writeBytes(frame);
        }
        Path path = folder.resolve("fragments.pcap");
        Files.write(path, file.toByteArray());
        return path;
    }

    @Test
    void readsFragmentsAsOpenVSwitchDoes() throws Exception {
        OvsProcess.requirePeers("ovs-ofctl");
        Random random = new Random(20261123);
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < FRAMES; i++) {
            frames.add(frame(random));
        }
        Process process = new ProcessBuilder(
                        "ovs-ofctl", "parse-pcap", write(frames).toString())
                .redirectErrorStream(true)
                .start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String[] lines = output.split("\n");
        assertThat(lines).hasSize(FRAMES);
        for (int i = 0; i < FRAMES; i++) {
            FlowKey key = new FlowKey();
            byte[] frame = frames.get(i);
            PacketParser.parse(Frames.direct(frame, 3), 3, frame.length, 1, key);
            assertThat(text(key)).as(lines[i]).isEqualTo(text(lines[i]));
        }
    }

    private static String text(FlowKey key) {
        String kind = switch ((int) key.get(FlowField.IP_FRAG)) {
            case 0 -> "no";
            case PacketParser.FRAG_ANY -> "first";
            default -> "later";
        };
        return kind + " " + key.get(FlowField.TP_SRC) + " " + key.get(FlowField.TP_DST);
    }

    private static String text(String line) {
        Matcher fragment = FRAGMENT.matcher(line);
        Matcher ports = PORTS.matcher(line);
        assertThat(fragment.find()).as(line).isTrue();
        return fragment.group(1) + (ports.find() ? " " + ports.group(1) + " " + ports.group(2) : " 0 0");
    }
}
