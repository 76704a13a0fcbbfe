/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.userspace;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.opsswitch.datapath.Actions;
import io.opsswitch.datapath.Datapath;
import io.opsswitch.datapath.FlowField;
import io.opsswitch.datapath.FlowKey;
import io.opsswitch.datapath.UpcallHandler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Network namespaces with hosts, and veth pairs from them to this one. Everything has a random name and is removed on
 * close; programs that still run are ended.
 */
final class Lab implements AutoCloseable {

    private final String id = Integer.toHexString(ThreadLocalRandom.current().nextInt(0x10000, 0x1000000));
    private final List<String> namespaces = new ArrayList<>();
    private final List<String> devices = new ArrayList<>();
    private final List<Process> processes = new ArrayList<>();

    /** Skip the test with a reason where it cannot run; fail in CI. */
    static Lab open() {
        String missing = null;
        if (!new UserspaceDatapathProvider().interfaceTypes().contains("system")) {
            missing = "the native library";
        } else if (!"root".equals(System.getProperty("user.name"))) {
            missing = "root";
        }
        for (String program : List.of("ip", "ping", "setpriv", "ethtool")) {
            if (missing == null
                    && Stream.of(System.getenv("PATH").split(":"))
                            .noneMatch(directory -> Files.isExecutable(Path.of(directory, program)))) {
                missing = "the program " + program;
            }
        }
        if (missing != null && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(missing + " is missing");
        }
        assumeTrue(missing == null, missing + " is missing");
        return new Lab();
    }

    /** Return a device name of this lab that starts with {@code ops} and ends with the suffix. */
    String name(String suffix) {
        return "ops" + id + suffix;
    }

    /** Create a namespace and return its name. */
    String namespace(String suffix) {
        String name = name(suffix);
        ip("netns add " + name);
        namespaces.add(name);
        ip("-n " + name + " link set lo up");
        return name;
    }

    /** Create a veth pair, one end here and up, the other one, called {@code far}, in a namespace; return our end. */
    String veth(String suffix, String namespace, String far) {
        return veth(suffix, namespace, far, "");
    }

    /** Create a veth pair both of whose ends have some properties, as {@code ip link add} takes them. */
    String veth(String suffix, String namespace, String far, String properties) {
        String near = name(suffix);
        devices.add(near);
        ip(String.join(" ", "link add " + near, properties, "type veth peer", properties, "name", far)
                        .replaceAll(" +", " ")
                + " netns " + namespace);
        silence(near);
        ip("link set " + near + " up");
        ip("-n " + namespace + " link set " + far + " up");
        return near;
    }

    /** Create a host: a namespace with one device {@code eth0} of this address; return our end. */
    String host(String suffix, String address) {
        String namespace = namespace("h" + suffix);
        String near = veth(suffix, namespace, "eth0");
        ip("-n " + namespace + " addr add " + address + "/24 dev eth0");
        return near;
    }

    /** Keep the kernel from sending IPv6 packets of its own by a device of this namespace. */
    static void silence(String device) {
        Path ipv6 = Path.of("/proc/sys/net/ipv6/conf", device, "disable_ipv6");
        try {
            if (Files.exists(ipv6)) {
                Files.writeString(ipv6, "1");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    String ip(String arguments) {
        return run("ip " + arguments);
    }

    /** Run a program to its end and return what it printed; it must succeed. */
    String run(String command) {
        Process process = start(command);
        String output = output(process);
        assertThat(process.exitValue()).as(command + "\n" + output).isZero();
        return output;
    }

    /** Run a program in a namespace. */
    String runIn(String namespace, String command) {
        return run("ip netns exec " + namespace + " " + command);
    }

    /** Start a program in a namespace, whatever comes of it. */
    Process startIn(String namespace, String command) {
        return start("ip netns exec " + namespace + " " + command);
    }

    /** Start a main class of the tests in a namespace. */
    Process startJavaIn(String namespace, Class<?> main, String arguments) {
        return start("ip netns exec " + namespace + " " + java(main, arguments));
    }

    static String java(Class<?> main, String arguments) {
        return System.getProperty("java.home") + "/bin/java -XX:TieredStopAtLevel=1 -Dops.native.dir="
                + System.getProperty("ops.native.dir") + " -cp " + System.getProperty("java.class.path") + " "
                + main.getName() + " " + arguments;
    }

    /** Wait for a program's end and return what it printed. */
    static String output(Process process) {
        try {
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
            return output.strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private Process start(String command) {
        try {
            Process process = new ProcessBuilder(command.split(" "))
                    .redirectErrorStream(true)
                    .start();
            processes.add(process);
            return process;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Return a handler that sends what comes in by one port out of another one, and installs that flow. */
    static UpcallHandler crossConnect(Map<Integer, Actions> actionsByPort) {
        FlowKey mask = new FlowKey().matchAll(FlowField.IN_PORT);
        return (datapath, packet, key) -> {
            int inPort = (int) key.get(FlowField.IN_PORT);
            Actions actions = actionsByPort.getOrDefault(inPort, Actions.DROP);
            datapath.putFlow(key, mask, actions);
            datapath.execute(packet, key, actions);
        };
    }

    static Actions output(int port) {
        return Actions.builder().output(port).build();
    }

    static Datapath datapath() {
        return new UserspaceDatapathProvider().open("ovs-test");
    }

    @Override
    public void close() {
        processes.stream().filter(Process::isAlive).forEach(Process::destroyForcibly);
        for (String device : devices) {
            if (Files.exists(Path.of("/sys/class/net", device))) {
                ip("link del " + device);
            }
        }
        for (String namespace : namespaces) {
            ip("netns del " + namespace);
        }
    }
}
