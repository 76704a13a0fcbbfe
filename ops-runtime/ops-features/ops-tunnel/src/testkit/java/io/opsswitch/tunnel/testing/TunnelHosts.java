/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.testing;

import io.opsswitch.tools.OvsVswitchdMain;
import io.opsswitch.vswitchd.testing.Namespaces;
import io.opsswitch.vswitchd.testing.Namespaces.Result;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/**
 * Two hosts in network namespaces with a cable between them. On each runs a switch with two bridges: the cable and the host's
 * address are on {@code br-ext}, {@code br-int} has the tunnel and the address in the network that it joins.
 */
public final class TunnelHosts implements AutoCloseable {

    private static final Path SCHEMA = Path.of("/usr/share/openvswitch/vswitch.ovsschema");
    private static final long START_SECONDS = 60;

    private final String id = Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000));
    private final Path folder;
    private final boolean isV4;
    private final List<Process> processes = new ArrayList<>();
    private final List<String> namespaces = new ArrayList<>();

    private TunnelHosts(Path folder, boolean isV4) {
        this.folder = folder;
        this.isV4 = isV4;
    }

    /**
     * Start both hosts.
     *
     * @param isPeer whether the second one's switch is Debian's
     * @param isV4 whether the network between them is one of IPv4
     */
    public static TunnelHosts start(Path folder, boolean isPeer, boolean isV4) throws Exception {
        Namespaces.requirePeer("root", "root".equals(System.getProperty("user.name")));
        for (String program : List.of("ip", "ping", "ethtool", "ovsdb-server", "ovs-vswitchd", "ovs-vsctl", "ovs-appctl", "ovs-ofctl")) {
            Namespaces.requirePeer(program, Namespaces.isInstalled(program));
        }
        TunnelHosts hosts = new TunnelHosts(folder, isV4);
        try {
            hosts.open(isPeer);
        } catch (Exception | Error e) {
            hosts.close();
            throw e;
        }
        return hosts;
    }

    private void open(boolean isPeer) throws Exception {
        for (int host = 1; host <= 2; host++) {
            Namespaces.run("ip", "netns", "add", namespace(host));
            namespaces.add(namespace(host));
        }
        Namespaces.run(
                "ip", "-n", namespace(1), "link", "add", "u0", "type", "veth", "peer", "name", "u0", "netns", namespace(2));
        startSwitch(1, false);
        startSwitch(2, isPeer);
    }

    private String namespace(int host) {
        return "opst" + id + host;
    }

    private Path home(int host) {
        return folder.resolve("host" + host);
    }

    private void startSwitch(int host, boolean isPeer) throws Exception {
        Path home = Files.createDirectories(home(host));
        ip(host, "link", "set", "lo", "up");
        ip(host, "link", "set", "u0", "up");
        // A peer that reads the device as it comes would get packets without checksums.
        Namespaces.run("ip", "netns", "exec", namespace(host), "ethtool", "-K", "u0", "tx", "off");
        Namespaces.run("ovsdb-tool", "create", home.resolve("conf.db").toString(), SCHEMA.toString());
        Path socket = home.resolve("db.sock");
        start(host, "ovsdb-server", List.of("ovsdb-server", "--remote=punix:" + socket, home.resolve("conf.db").toString()));
        await(socket);
        vsctl(host, "--no-wait", "init");
        List<String> command = new ArrayList<>();
        if (isPeer) {
            command.add("ovs-vswitchd");
        } else {
            command.addAll(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-XX:TieredStopAtLevel=1",
                    "-Dops.native.dir=" + System.getProperty("ops.native.dir"),
                    "-cp",
                    System.getProperty("java.class.path"),
                    OvsVswitchdMain.class.getName()));
        }
        command.addAll(List.of("unix:" + socket, "--disable-system", "--unixctl=" + home.resolve("control")));
        start(host, "ovs-vswitchd", command);
        vsctl(host, "add-br", "br-ext", "--", "set", "bridge", "br-ext", "datapath_type=netdev");
        vsctl(host, "add-port", "br-ext", "u0");
        vsctl(host, "add-br", "br-int", "--", "set", "bridge", "br-int", "datapath_type=netdev");
        if (isV4) {
            ip(host, "addr", "add", outer(host) + "/24", "dev", "br-ext");
        } else {
            ip(host, "addr", "add", outer(host) + "/64", "dev", "br-ext", "nodad");
        }
        ip(host, "link", "set", "br-ext", "up");
        ip(host, "addr", "add", inner(host) + "/24", "dev", "br-int");
        ip(host, "link", "set", "br-int", "mtu", "1400", "up");
    }

    /** Return the address of a host, 1 or 2, in the network between them. */
    public String outer(int host) {
        return isV4 ? "10.79.0." + host : "fd79::" + host;
    }

    /** Return the address of a host in the network that the tunnel joins. */
    public String inner(int host) {
        return "192.168.79." + host;
    }

    /** Add the tunnel to the other host, on both. */
    public void tunnel(String type, String... options) {
        for (int host = 1; host <= 2; host++) {
            List<String> arguments = new ArrayList<>(List.of(
                    "add-port", "br-int", "tun0", "--", "set", "interface", "tun0", "type=" + type,
                    "options:remote_ip=" + outer(3 - host)));
            arguments.addAll(List.of(options));
            vsctl(host, arguments.toArray(String[]::new));
        }
    }

    /** Return whether the first host gets answers from the second one through the tunnel. */
    public boolean pings() {
        return pings(56);
    }

    /** Return whether the first host gets answers to two packets with so many bytes in them. */
    public boolean pings(int bytes) {
        return Namespaces.execute(
                                "ip", "netns", "exec", namespace(1), "ping", "-c", "2", "-i", "0.2", "-W", "3", "-s",
                                Integer.toString(bytes), inner(2))
                        .status()
                == 0;
    }

    /** Send so many bytes by TCP from one host to another through the tunnel; return how many arrived as they were sent. */
    public long transfer(int from, int to, int bytes) throws Exception {
        Process server = start(to, "receiver", TcpBytes.command("receive", inner(to), bytes));
        Path ready = home(to).resolve("receiver.log");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.readString(ready).contains("ready")) {
            if (System.nanoTime() > end) {
                throw new AssertionError("the receiver does not start: " + Files.readString(ready));
            }
            Thread.sleep(20);
        }
        Process client = start(from, "sender", TcpBytes.command("send", inner(to), bytes));
        if (!client.waitFor(START_SECONDS, TimeUnit.SECONDS) || !server.waitFor(START_SECONDS, TimeUnit.SECONDS)) {
            throw new AssertionError("the transfer does not end");
        }
        return Files.readString(ready).lines().skip(1).mapToLong(Long::parseLong).sum();
    }

    /** Run a control command of a host's switch. */
    public String appctl(int host, String... arguments) {
        List<String> command = new ArrayList<>(
                List.of("ovs-appctl", "-t", home(host).resolve("control").toString()));
        command.addAll(List.of(arguments));
        return Namespaces.run(command.toArray(String[]::new));
    }

    /** Run a command of OpenFlow for a bridge of a host's switch. */
    public String ofctl(int host, String command, String bridge, String... arguments) {
        List<String> all = new ArrayList<>(
                List.of("ovs-ofctl", command, "unix:" + home(host).resolve(bridge + ".mgmt")));
        all.addAll(List.of(arguments));
        return Namespaces.run(all.toArray(String[]::new));
    }

    /** Configure a host's switch. */
    public String vsctl(int host, String... arguments) {
        List<String> command =
                new ArrayList<>(List.of("ovs-vsctl", "--timeout=60", "--db=unix:" + home(host).resolve("db.sock")));
        command.addAll(List.of(arguments));
        Result result = Namespaces.execute(command.toArray(String[]::new));
        if (result.status() != 0) {
            throw new AssertionError(String.join(" ", command) + ": " + result.output());
        }
        return result.output().strip();
    }

    /** Change the network of a host: its devices, addresses, routes and rules. */
    public void ip(int host, String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip", "-n", namespace(host)));
        command.addAll(List.of(arguments));
        Namespaces.run(command.toArray(String[]::new));
    }

    private Process start(int host, String name, List<String> program) throws IOException {
        List<String> command = new ArrayList<>(List.of("ip", "netns", "exec", namespace(host)));
        command.addAll(program);
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("OVS_RUNDIR", home(host).toString());
        builder.environment().put("OVS_LOGDIR", home(host).toString());
        builder.redirectOutput(home(host).resolve(name + ".log").toFile());
        Process process = builder.start();
        processes.add(process);
        return process;
    }

    private static void await(Path socket) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(START_SECONDS);
        while (!Files.exists(socket)) {
            if (System.nanoTime() > end) {
                throw new AssertionError("no " + socket);
            }
            Thread.sleep(20);
        }
    }

    @Override
    public void close() {
        for (int i = processes.size() - 1; i >= 0; i--) {
            Process process = processes.get(i);
            process.destroy();
            try {
                if (!process.waitFor(10, TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        }
        namespaces.forEach(namespace -> Namespaces.execute("ip", "netns", "del", namespace));
    }
}
