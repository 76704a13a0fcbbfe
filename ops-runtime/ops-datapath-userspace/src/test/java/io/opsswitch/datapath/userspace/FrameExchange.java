/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.datapath.PortSpec;
import io.opsswitch.datapath.UpcallHandler;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Runs in a namespace with the far ends of two ports: sends frames into one and prints what is wrong with what comes out
 * of the other one, or {@code ok}.
 */
final class FrameExchange {

    private static final int[] SIZES = {60, 61, 64, 65, 127, 128, 256, 590, 1000, 1500, 1513, 1514};

    private FrameExchange() {}

    public static void main(String[] args) throws Exception {
        List<byte[]> frames = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            for (int size : SIZES) {
                // Beyond its MTU a device of Linux takes one 802.1Q tag, but no other one.
                int fitting = i % 4 < 2 ? size : Math.min(size, 1506);
                byte[] frame = TestFrames.numbered(fitting, frames.size());
                switch (i % 4) {
                    case 1 -> frames.add(TestFrames.tagged(frame, 0x8100, 0x2064));
                    case 2 -> frames.add(TestFrames.tagged(frame, 0x88a8, 0x0fff));
                    case 3 -> frames.add(TestFrames.tagged(TestFrames.tagged(frame, 0x8100, 5), 0x88a8, 0x6007));
                    default -> frames.add(frame);
                }
            }
        }
        BlockingQueue<byte[]> received = new LinkedBlockingQueue<>();
        try (var datapath = Lab.datapath()) {
            UpcallHandler collect = (dp, packet, key) -> {
                byte[] copy = new byte[packet.remaining()];
                packet.duplicate().get(copy);
                received.add(copy);
            };
            int in = datapath.addPort(new PortSpec(args[0], "system", Map.of(), 0))
                    .number();
            datapath.addPort(new PortSpec(args[1], "system", Map.of(), 0));
            datapath.setUpcallHandler(collect);
            for (byte[] frame : frames) {
                datapath.execute(ByteBuffer.wrap(frame), TestFrames.from(0), Lab.output(in));
            }
            for (int i = 0; i < frames.size(); ) {
                byte[] got = received.poll(3, TimeUnit.SECONDS);
                if (got == null) {
                    System.out.println("frame " + i + " did not arrive");
                    return;
                }
                if (isOfTheTest(got)) {
                    if (!Arrays.equals(got, frames.get(i))) {
                        System.out.println("frame " + i + " differs");
                        System.out.println(Arrays.toString(frames.get(i)));
                        System.out.println(Arrays.toString(got));
                        return;
                    }
                    i++;
                }
            }
            System.out.println("ok");
        }
    }

    private static boolean isOfTheTest(byte[] frame) {
        return frame.length >= 12 && frame[0] == 2 && frame[5] == 2 && frame[6] == 2 && frame[11] == 1;
    }
}
