/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.linux;

import io.opsswitch.datapath.nativelib.NativeLibrary;
import io.opsswitch.datapath.netlink.testing.Ability;
import io.opsswitch.datapath.netlink.testing.Bench;
import io.opsswitch.datapath.netlink.testing.Traffic;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/** The kernel that the tests run on, with devices of its own; for a guest that is thrown away afterwards. */
final class LinuxKernelBench implements Bench {

    private static final int DEVICES = 3;

    private final DatapathTransport transport;
    private final Map<String, Wire> wires = new HashMap<>();

    LinuxKernelBench() throws Exception {
        NativeLibrary.load();
        for (int i = 0; i < DEVICES; i++) {
            String device = device(i);
            run("ip", "link", "add", device, "type", "veth", "peer", "name", far(device));
            for (String end : List.of(device, far(device))) {
                // The system's own neighbour discovery would be among the frames.
                run("sysctl", "-q", "-w", "net.ipv6.conf." + end + ".disable_ipv6=1");
                run("ip", "link", "set", end, "up");
            }
            wires.put(device, new Wire(far(device)));
        }
        transport = new LinuxTransport();
    }

    private static String far(String device) {
        return device + "far";
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
        return "suite" + index;
    }

    @Override
    public Traffic traffic() {
        return new Traffic() {
            @Override
            public void inject(String device, byte[] frame) {
                wires.get(device).send(frame);
            }

            @Override
            public List<byte[]> collect(String device) throws InterruptedException {
                return wires.get(device).take();
            }
        };
    }

    @Override
    public void removeDevice(String name) throws Exception {
        Wire wire = wires.remove(name);
        if (wire != null) {
            wire.close();
        }
        run("ip", "link", "del", name);
    }

    @Override
    public void close() throws Exception {
        transport.close();
        for (String device : List.copyOf(wires.keySet())) {
            removeDevice(device);
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException(String.join(" ", command) + " failed: " + output);
        }
    }
}
