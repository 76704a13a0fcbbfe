/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.nativelib;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Sends on the loopback device and sets up a veth pair, so it needs root and iproute2. */
class PacketSocketPeerTest {

    private static final VarHandle INT = MethodHandles.byteBufferViewVarHandle(int[].class, ByteOrder.nativeOrder());
    private static final int SLOT = 2048;
    private static final String LOOPBACK = "lo";

    // The bits of OpenFlow 1.5.1, section 7.2.1.1.
    private static final int FD_10MB = 1 << 1;
    private static final int HD_100MB = 1 << 2;
    private static final int FD_1GB = 1 << 5;
    private static final int FD_10GB = 1 << 6;
    private static final int FD_40GB = 1 << 7;
    private static final int FD_100GB = 1 << 8;
    private static final int FIBER = 1 << 12;
    private static final int AUTONEG = 1 << 13;
    private static final int PAUSE = 1 << 14;
    private static final int PAUSE_ASYM = 1 << 15;

    private final String left =
            "ops" + Integer.toHexString(ThreadLocalRandom.current().nextInt(1 << 24));
    private final String right = left + "p";

    @BeforeEach
    void createVethPair() throws Exception {
        NativeLibraryTest.Native.assumeBuilt();
        boolean able = "root".equals(System.getProperty("user.name")) && Files.exists(Path.of("/usr/sbin/ip"));
        if (!able && "true".equals(System.getenv("CI"))) {
            throw new AssertionError("root or iproute2 is missing");
        }
        assumeTrue(able, "needs root and iproute2");
        NativeLibrary.load();
        ip("link add " + left + " type veth peer name " + right);
        ip("link set " + left + " up");
        ip("link set " + right + " up");
    }

    @AfterEach
    void removeVethPair() throws Exception {
        if (Files.exists(Path.of("/sys/class/net", left))) {
            ip("link del " + left);
        }
    }

    @Test
    void receivesInItsRingWhatIsSentToTheDevice() throws Exception {
        try (PacketSocket receiver = PacketSocket.open(SLOT, 128, true);
                PacketSocket sender = PacketSocket.open(SLOT, 128, true);
                Poller poller = Poller.open()) {
            poller.add(receiver.fd(), 7);
            receiver.attach(NetworkLinks.query(LOOPBACK).ifindex());
            sender.attach(NetworkLinks.query(LOOPBACK).ifindex());

            byte[][] frames = {frame(60, 1), frame(1514, 2), frame(777, 3)};
            assertThat(send(sender, frames)).isEqualTo(3);

            int slot = 0;
            for (int i = 0; i < frames.length; slot = (slot + SLOT) % (128 * SLOT)) {
                while (((int) INT.getAcquire(receiver.ring(), slot) & RingFrame.STATUS_USER) == 0) {
                    assertThat(poller.await(2000)).as("frame %d", i).isEqualTo(1);
                    assertThat(poller.id(0)).isEqualTo(7);
                    assertThat(poller.isError(0)).isFalse();
                }
                byte[] got = new byte[receiver.ring().getInt(slot + RingFrame.STORED)];
                receiver.ring().get(slot + receiver.ring().getShort(slot + RingFrame.MAC), got);
                if (got[12] == (byte) 0x88 && got[13] == (byte) 0xb5) {
                    assertThat(got).isEqualTo(frames[i++]);
                }
                INT.setRelease(receiver.ring(), slot, RingFrame.STATUS_KERNEL);
            }
        }
    }

    @Test
    void countsWhatDidNotFitTheRing() throws Exception {
        try (PacketSocket receiver = PacketSocket.open(SLOT, 128, true);
                PacketSocket sender = PacketSocket.open(SLOT, 128, true)) {
            receiver.attach(NetworkLinks.query(LOOPBACK).ifindex());
            sender.attach(NetworkLinks.query(LOOPBACK).ifindex());
            for (int i = 0; i < 150; i++) {
                send(sender, frame(60, i));
            }
            assertThat(receiver.takeDrops()).isGreaterThanOrEqualTo(22);
        }
    }

    @Test
    void readsStateAndSettingsOfADevice() throws Exception {
        NetworkLinks.setMtu(left, 1400);
        NetworkLinks.setMac(left, 0x02_12_34_56_78_9aL);
        NetworkLink state = NetworkLinks.query(left);
        assertThat(state.mtu()).isEqualTo(1400);
        assertThat(state.mac()).isEqualTo(0x02_12_34_56_78_9aL);
        assertThat(state.adminUp()).isTrue();
        assertThat(state.linkUp()).isTrue();
        assertThat(state.speedMbps()).isEqualTo(10_000);
        assertThat(state.fullDuplex()).isTrue();
        assertThat(state.ifindex()).isPositive();

        ip("link set " + right + " down");
        NetworkLink down = NetworkLinks.query(left);
        assertThat(down.linkUp()).isFalse();
        assertThat(down.carrierChanges()).isGreaterThan(state.carrierChanges());
    }

    @Test
    void tellsOfAMissingDevice() {
        assertThatThrownBy(() -> NetworkLinks.query("opsnosuchdev"))
                .isInstanceOfSatisfying(NativeException.class, e -> {
                    assertThat(e.errno()).isEqualTo(NativeException.ENODEV);
                    assertThat(e).hasMessage("could not find device opsnosuchdev (No such device)");
                });
    }

    @Test
    void wakesAWaitingThread() throws Exception {
        try (Poller poller = Poller.open();
                LinkMonitor monitor = LinkMonitor.open()) {
            poller.wake();
            assertThat(poller.await(5000)).isZero();
            poller.add(monitor.fd(), 1);
            ip("link set " + left + " down");
            assertThat(poller.await(5000)).isEqualTo(1);
            monitor.drain();
            assertThat(poller.await(0)).isZero();
        }
    }

    private static int send(PacketSocket socket, byte[]... frames) {
        int stride = 2048;
        ByteBuffer memory = ByteBuffer.allocateDirect(frames.length * stride).order(ByteOrder.nativeOrder());
        ByteBuffer burst =
                ByteBuffer.allocateDirect(frames.length * Burst.ENTRY_BYTES).order(ByteOrder.nativeOrder());
        for (int i = 0; i < frames.length; i++) {
            memory.put(i * stride + OffloadHeader.BYTES, frames[i]);
            burst.putLong(Descriptors.addressOf(memory) + i * stride);
            burst.putLong(OffloadHeader.BYTES + frames[i].length);
        }
        return Burst.sent(Burst.send(socket.fd(), Descriptors.addressOf(burst), frames.length));
    }

    private static byte[] frame(int length, int content) {
        byte[] frame = new byte[length];
        Arrays.fill(frame, 14, length, (byte) content);
        frame[5] = 2;
        frame[11] = 1;
        frame[12] = (byte) 0x88;
        frame[13] = (byte) 0xb5;
        return frame;
    }

    @Test
    void readsWhatALinkAndItsOtherEndCanDo() throws Exception {
        String tap = left + "t";
        ip("tuntap add " + tap + " mode tap");
        try {
            // Supported: 10baseT/Full, AutoNeg, 1000baseT/Full, Fibre, 100000baseKR4 and CR; then advertised, and by
            // the peer.
            run("/usr/bin/python3 src/test/resources/link_modes.py " + tap + " 1,5,6,10,36,78 2,6,13 12,14,23");
            NetworkLink link = NetworkLinks.query(tap);
            assertThat(link.speedMbps()).isEqualTo(50_000);
            assertThat(link.fullDuplex()).isTrue();
            assertThat(link.medium()).isEqualTo(FIBER | AUTONEG);
            assertThat(link.supported()).isEqualTo(FD_10MB | FD_1GB | FD_100GB | FIBER | AUTONEG);
            assertThat(link.advertised()).isEqualTo(HD_100MB | AUTONEG | PAUSE);
            assertThat(link.peer()).isEqualTo(FD_10GB | FD_40GB | PAUSE_ASYM);
        } finally {
            ip("link del " + tap);
        }
    }

    private static void ip(String arguments) throws IOException, InterruptedException {
        run("ip " + arguments);
    }

    private static void run(String command) throws IOException, InterruptedException {
        Process process =
                new ProcessBuilder(command.split(" ")).redirectErrorStream(true).start();
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue())
                .as(new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                .isZero();
    }
}
