/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.datapath.Port;
import java.io.BufferedReader;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Threads on cores that read the queues of real devices. */
class PollThreadsPeerTest extends LabTest {

    private final ControlCommands commands = new ControlCommands("test");

    @BeforeEach
    void register() {
        new UserspaceDatapathProvider().register(commands, () -> List.of(datapath));
    }

    private String run(String command) throws Exception {
        return commands.run("dpif-netdev/" + command, Json.strings(List.of()));
    }

    /** Create a host whose device has two queues, of which each is one of our end. */
    private String hostWithQueues(String suffix, String address) {
        String namespace = lab.namespace("h" + suffix);
        String near = lab.veth(suffix, namespace, "eth0", "numtxqueues 2 numrxqueues 2");
        lab.run("ethtool -L " + near + " rx 2 tx 2");
        lab.runIn(namespace, "ethtool -L eth0 rx 2 tx 2");
        lab.runIn(namespace, "ethtool -K eth0 tx off");
        lab.ip("-n " + namespace + " addr add " + address + "/24 dev eth0");
        return near;
    }

    @Test
    void forwardEachFlowInOrderFromAllQueues() throws Exception {
        assumeThat(Runtime.getRuntime().availableProcessors())
                .as("a core for each of two threads")
                .isGreaterThan(1);
        datapath.configure(Map.of("pmd-cpu-mask", "3"));
        Port a = add(hostWithQueues("a", "10.9.0.1"), "afxdp");
        Port b = add(hostWithQueues("b", "10.9.0.2"), "afxdp");
        assertThat(a.description()).isEqualTo("n_rxq=2");
        crossConnect(a, b);
        ping("10.9.0.2");
        Process receiver = lab.startJavaIn(lab.name("hb"), UdpFlows.class, "receive");
        BufferedReader output = receiver.inputReader();
        assertThat(output.readLine()).isEqualTo("ready");
        assertThat(Lab.output(lab.startJavaIn(lab.name("ha"), UdpFlows.class, "send 10.9.0.2")))
                .isEmpty();
        assertThat(output.readLine()).isEqualTo("ok");
        assertThat(run("pmd-rxq-show")).contains("core_id 0:", "core_id 1:").contains("queue-id:  1");
        assertThat(run("pmd-perf-show")).doesNotContain("Rx packets:                    0  ");
        assertThat(allowedCores()).containsEntry("pmd-c00", "0").containsEntry("pmd-c01", "1");
    }

    /** Return where threads on cores may run, as the system knows it. */
    private static Map<String, String> allowedCores() throws IOException {
        Map<String, String> cores = new TreeMap<>();
        try (Stream<Path> tasks = Files.list(Path.of("/proc/self/task"))) {
            for (Path task : tasks.toList()) {
                List<String> status = Files.readAllLines(task.resolve("status"));
                String name = value(status, "Name:");
                if (name.startsWith("pmd-c")) {
                    cores.put(name.substring(0, "pmd-c00".length()), value(status, "Cpus_allowed_list:"));
                }
            }
        }
        return cores;
    }

    private static String value(List<String> status, String field) {
        for (String line : status) {
            if (line.startsWith(field)) {
                return line.substring(field.length()).strip();
            }
        }
        return "";
    }

    @Test
    void leaveToMainThreadsWhatIsAskedFor() throws Exception {
        Port a = addHost("a", "10.9.0.1", "system");
        String device = lab.host("b", "10.9.0.2");
        lab.runIn(lab.name("hb"), "ethtool -K eth0 tx off");
        Port b = add(device, "afxdp-nonpmd");
        crossConnect(a, b);
        ping("10.9.0.2");
        assertThat(run("pmd-sleep-show")).isEqualTo("Default max sleep:    0 us\n");
        assertThat(run("pmd-perf-show")).contains("main thread:").containsPattern("Rx packets: +[1-9]");
    }

    @Test
    void takeNoProcessorTimeWhileNothingComes() throws Exception {
        Port a = add(lab.host("a", "10.9.0.1"), "afxdp");
        Port b = add(lab.host("b", "10.9.0.2"), "afxdp");
        crossConnect(a, b);
        long before = processorNanos();
        Thread.sleep(2000);
        // A core would have had 2 s; 1 % of that are 20 ms.
        assertThat(processorNanos() - before).isLessThan(20_000_000);
    }

    private static long processorNanos() {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long sum = 0;
        for (long id : threads.getAllThreadIds()) {
            var info = threads.getThreadInfo(id);
            if (info != null && (info.getThreadName().startsWith("pmd-"))) {
                sum += threads.getThreadCpuTime(id);
            }
        }
        return sum;
    }
}
