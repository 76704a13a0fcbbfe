/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.linux;

import io.opsswitch.datapath.nativelib.Burst;
import io.opsswitch.datapath.nativelib.Descriptors;
import io.opsswitch.datapath.nativelib.NativeLibrary;
import io.opsswitch.datapath.nativelib.OffloadHeader;
import io.opsswitch.datapath.nativelib.TapDevice;
import io.opsswitch.datapath.netlink.testing.Ability;
import io.opsswitch.datapath.netlink.testing.Bench;
import io.opsswitch.datapath.netlink.testing.Traffic;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assertions;

/**
 * The behavioural suite's surroundings on a Linux kernel with the module openvswitch: devices are tap devices, whose
 * other ends are here. Changes the network of the machine, so it wants one of its own: started only when the system
 * property {@value #PROPERTY} is {@code true}.
 */
final class LinuxKernelBench implements Bench {
    static final String PROPERTY = "ops.kernel.datapath";

    private static final int DEVICES = 3;
    private static final int FRAMES = 64;
    private static final int MEMORY = 1 << 20;

    private final LinuxTransport transport;
    private final Map<String, TapDevice> taps = new HashMap<>();
    private final ByteBuffer memory = direct(MEMORY);
    private final ByteBuffer index = direct(8 * FRAMES);

    LinuxKernelBench() throws Exception {
        Assertions.assertTrue(
                Boolean.getBoolean(PROPERTY),
                "this changes the network of the machine; set the system property " + PROPERTY
                        + " to true where that is meant");
        NativeLibrary.load();
        for (int i = 0; i < DEVICES; i++) {
            taps.put(device(i), TapDevice.open(device(i)));
            up(device(i));
        }
        transport = new LinuxTransport();
    }

    private static ByteBuffer direct(int size) {
        return ByteBuffer.allocateDirect(size).order(ByteOrder.nativeOrder());
    }

    private static void up(String device) throws IOException, InterruptedException {
        Process ip = new ProcessBuilder("ip", "link", "set", device, "up")
                .redirectErrorStream(true)
                .start();
        String output = new String(ip.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!ip.waitFor(10, TimeUnit.SECONDS) || ip.exitValue() != 0) {
            throw new IOException("could not set " + device + " up: " + output);
        }
    }

    @Override
    public DatapathTransport transport() {
        return transport;
    }

    @Override
    public Set<Ability> abilities() {
        return EnumSet.allOf(Ability.class);
    }

    @Override
    public String device(int index) {
        return "opssuite" + index;
    }

    @Override
    public Traffic traffic() {
        return new Traffic() {
            @Override
            public void inject(String device, byte[] frame) {
                LinuxKernelBench.this.inject(tap(device), frame);
            }

            @Override
            public List<byte[]> collect(String device) {
                return LinuxKernelBench.this.collect(tap(device));
            }
        };
    }

    private TapDevice tap(String device) {
        TapDevice tap = taps.get(device);
        Assertions.assertNotNull(tap, device);
        return tap;
    }

    private void inject(TapDevice tap, byte[] frame) {
        memory.putLong(0, 0).putShort(8, (short) 0); // the offload header of a complete frame
        memory.put(OffloadHeader.BYTES, frame);
        ByteBuffer burst = direct(Burst.ENTRY_BYTES);
        burst.putLong(Descriptors.addressOf(memory)).putLong(OffloadHeader.BYTES + frame.length);
        long result = Burst.write(tap.fd(), Descriptors.addressOf(burst), 1);
        Assertions.assertEquals(1, Burst.sent(result), () -> "error " + Burst.errno(result));
    }

    private List<byte[]> collect(TapDevice tap) {
        List<byte[]> frames = new ArrayList<>();
        int count = tap.read(Descriptors.addressOf(memory), MEMORY, 0, Descriptors.addressOf(index), FRAMES);
        for (int i = 0; i < count; i++) {
            byte[] frame = new byte[index.getInt(8 * i + 4) - OffloadHeader.BYTES];
            memory.get(index.getInt(8 * i) + OffloadHeader.BYTES, frame);
            frames.add(frame);
        }
        return frames;
    }

    @Override
    public void removeDevice(String name) {
        tap(name).close();
        taps.remove(name);
    }

    @Override
    public void close() {
        transport.close();
        taps.values().forEach(TapDevice::close);
    }
}
