/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.PortSpec;
import java.lang.management.ManagementFactory;
import java.util.Map;

/**
 * Connects two devices for some seconds and prints packets for each second of processor time: {@code DEVICE DEVICE
 * SECONDS [l2|l4] [TYPE [RULES]]}. The traffic is made by another program. Flows match what a MAC-learning switch reads,
 * or with {@code l4} the addresses and ports as well, so that each connection has a flow of its own. The type of the ports
 * is {@code system} unless given; so many rules more, of 20 masks, match nothing.
 *
 * <p>Not run by the build.
 */
final class ForwardingBenchmark {

    private static final Map<String, String> OPTIONS =
            Map.of("xdp-mode", System.getProperty("xdp-mode", "best-effort"));

    private ForwardingBenchmark() {}

    public static void main(String[] args) throws Exception {
        FlowKey mask = new FlowKey()
                .matchAll(FlowField.IN_PORT)
                .matchAll(FlowField.ETH_SRC)
                .matchAll(FlowField.ETH_DST)
                .matchAll(FlowField.ETH_TYPE)
                .matchAll(FlowField.VLAN_TCI);
        if (args.length > 3 && args[3].equals("l4")) {
            mask.matchAll(FlowField.IPV4_SRC)
                    .matchAll(FlowField.IPV4_DST)
                    .matchAll(FlowField.IP_PROTO)
                    .matchAll(FlowField.TP_SRC)
                    .matchAll(FlowField.TP_DST);
        }
        try (Datapath datapath = new UserspaceDatapathProvider().open("ovs-bench")) {
            String type = args.length > 4 ? args[4] : "system";
            Port a = datapath.addPort(new PortSpec(args[0], type, OPTIONS, 0));
            Port b = datapath.addPort(new PortSpec(args[1], type, OPTIONS, 0));
            for (int rule = 0; args.length > 5 && rule < Integer.parseInt(args[5]); rule++) {
                addRule(datapath, rule);
            }
            datapath.setUpcallHandler((dp, packet, key) -> {
                int inPort = (int) key.get(FlowField.IN_PORT);
                Actions actions = Lab.output(a.number() + b.number() - inPort);
                dp.putFlow(key, mask, actions);
                dp.execute(packet, key, actions);
            });
            long lastPackets = 0;
            long lastCpu = cpuNanos();
            for (int second = 0; second < Integer.parseInt(args[2]); second++) {
                Thread.sleep(1000);
                long packets = a.statistics().txPackets() + b.statistics().txPackets();
                long cpu = cpuNanos();
                System.out.printf(
                        "%d pkts, CPU %.2f s, %.0f kpkt per CPU-s, lost in %d, out %d, flows %d%n",
                        packets - lastPackets,
                        (cpu - lastCpu) / 1e9,
                        (packets - lastPackets) * 1e6 / Math.max(1, cpu - lastCpu),
                        a.statistics().rxDropped() + b.statistics().rxDropped(),
                        a.statistics().txDropped() + b.statistics().txDropped(),
                        datapath.dumpFlows().size());
                lastPackets = packets;
                lastCpu = cpu;
            }
        }
    }

    private static void addRule(Datapath datapath, int number) {
        FlowKey mask = new FlowKey()
                .matchAll(FlowField.IN_PORT)
                .set(FlowField.IPV4_DST, -1L << number % 20)
                .matchAll(FlowField.IP_PROTO);
        FlowKey key = new FlowKey()
                .set(FlowField.IN_PORT, 1 + number % 2)
                .set(FlowField.IPV4_DST, 0x64000000 | number << 12)
                .set(FlowField.IP_PROTO, 250);
        datapath.putFlow(key, mask, Actions.DROP);
    }

    /** Processor time of the whole process, compilation included. */
    private static long cpuNanos() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
