/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.linux;

import io.opsswitch.datapath.nativelib.NativeLibrary;
import io.opsswitch.datapath.netlink.testing.Bench;
import io.opsswitch.datapath.netlink.testing.Traffic;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The kernel that the tests run on, with devices of its own; for a guest that is thrown away afterwards. */
final class LinuxKernelBench implements Bench {

    private static final int DEVICES = 3;

    private final DatapathTransport transport;
    private final Map<String, Wire> wires = new HashMap<>();

    LinuxKernelBench() throws Exception {
        NativeLibrary.load();
        // The system's own neighbour discovery would be among the frames.
        Files.writeString(Path.of("/proc/sys/net/ipv6/conf/default/disable_ipv6"), "1");
        StringBuilder links = new StringBuilder();
        for (int i = 0; i < DEVICES; i++) {
            String device = device(i);
            links.append("link add ")
                    .append(device)
                    .append(" type veth peer name ")
                    .append(far(device))
                    .append('\n');
            links.append("link set ").append(device).append(" up\n");
            links.append("link set ").append(far(device)).append(" up\n");
        }
        ip(links.toString());
        for (int i = 0; i < DEVICES; i++) {
            wires.put(device(i), new Wire(far(device(i))));
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
        ip("link del " + name + "\n");
    }

    @Override
    public void close() throws Exception {
        transport.close();
        StringBuilder links = new StringBuilder();
        for (Map.Entry<String, Wire> wire : wires.entrySet()) {
            wire.getValue().close();
            links.append("link del ").append(wire.getKey()).append('\n');
        }
        wires.clear();
        ip(links.toString());
    }

    /** Do all lines in one process: starting one takes long in an emulated machine. */
    private static void ip(String lines) throws IOException, InterruptedException {
        Process process = new ProcessBuilder("ip", "-batch", "-")
                .redirectErrorStream(true)
                .start();
        try (Writer writer = process.outputWriter(StandardCharsets.UTF_8)) {
            writer.write(lines);
        }
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (!process.waitFor(20, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("ip failed: " + output + " at\n" + lines);
        }
    }
}
