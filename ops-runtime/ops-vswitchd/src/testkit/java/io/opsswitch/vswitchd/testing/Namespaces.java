/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;

/**
 * Hosts in network namespaces, each with a veth pair into this one, where the switch runs. Names are random; everything
 * is removed on close.
 */
public final class Namespaces implements AutoCloseable {
    private final String id = Integer.toHexString(ThreadLocalRandom.current().nextInt(0x1000, 0x10000));
    private final List<String> namespaces = new ArrayList<>();
    private final List<String> devices = new ArrayList<>();
    private final List<Process> programs = new ArrayList<>();

    /** Result of a program. */
    public record Result(int status, String output) {}

    private Namespaces() {}

    /** Open a lab, or skip the test with the reason why there can be none; in CI that is a failure. */
    public static Namespaces open() {
        requirePeer("root", "root".equals(System.getProperty("user.name")));
        requirePeer("ip (iproute2)", isInstalled("ip"));
        requirePeer("ping", isInstalled("ping"));
        requirePeer("ip netns", execute("ip", "netns", "list").status() == 0);
        return new Namespaces();
    }

    /** Skip the test unless a peer is there; in CI a missing peer is a failure. */
    public static void requirePeer(String name, boolean isThere) {
        if (!isThere && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(name + " is missing");
        }
        if (!isThere) {
            System.out.println("skipped: " + name + " is missing");
        }
        Assumptions.assumeTrue(isThere, name + " is missing");
    }

    /** Return whether a program is on the path or where a distribution puts daemons. */
    public static boolean isInstalled(String program) {
        List<String> folders =
                new ArrayList<>(Arrays.asList(System.getenv("PATH").split(":")));
        folders.addAll(List.of("/usr/sbin", "/sbin"));
        return folders.stream().anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Return a device name of this lab. */
    public String device(String suffix) {
        return "v" + id + suffix;
    }

    /** Create a host with one address and return the name of the device in this namespace that leads to it. */
    public String host(String name, String address) {
        String namespace = namespace(name);
        run("ip", "netns", "add", namespace);
        namespaces.add(namespace);
        String device = device(name);
        run("ip", "link", "add", device, "type", "veth", "peer", "name", "eth0", "netns", namespace);
        devices.add(device);
        quiet(device);
        run("ip", "-n", namespace, "addr", "add", address + "/24", "dev", "eth0");
        run("ip", "-n", namespace, "link", "set", "eth0", "up");
        run("ip", "link", "set", device, "up");
        return device;
    }

    /** Run a program, that must succeed, on a host, and return what it printed. */
    public String in(String host, String... command) {
        return run(there(host, command).toArray(String[]::new));
    }

    private List<String> there(String host, String... command) {
        List<String> whole = new ArrayList<>(List.of("ip", "netns", "exec", namespace(host)));
        whole.addAll(Arrays.asList(command));
        return whole;
    }

    /** Start a program on a host; it is ended on close. */
    public void start(String host, String... command) {
        try {
            programs.add(new ProcessBuilder(there(host, command))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Create a cable, both ends in this namespace; they are called {@code device(a)} and {@code device(b)}. */
    public void cable(String a, String b) {
        run("ip", "link", "add", device(a), "type", "veth", "peer", "name", device(b));
        devices.add(device(a));
        quiet(device(a));
        quiet(device(b));
        run("ip", "link", "set", device(a), "up");
        run("ip", "link", "set", device(b), "up");
    }

    /** Return whether one host gets an answer from an address. */
    public boolean pings(String host, String address) {
        return execute("ip", "netns", "exec", namespace(host), "ping", "-c", "2", "-i", "0.1", "-W", "1", address)
                        .status()
                == 0;
    }

    /** Set the cable's end, or another device of this namespace, up or down. */
    public void set(String name, boolean isUp) {
        run("ip", "link", "set", device(name), isUp ? "up" : "down");
    }

    /** Run a program that must succeed and return what it printed. */
    public static String run(String... command) {
        Result result = execute(command);
        if (result.status() != 0) {
            throw new AssertionError(
                    String.join(" ", command) + ": status " + result.status() + "\n" + result.output());
        }
        return result.output();
    }

    /** Run a program to its end. */
    public static Result execute(String... command) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (!process.waitFor(30, TimeUnit.SECONDS)) {
                process.destroyForcibly();
                throw new AssertionError(String.join(" ", command) + " does not end");
            }
            return new Result(process.exitValue(), output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private String namespace(String host) {
        return "ops" + id + host;
    }

    /** Keep the kernel from sending packets of its own. */
    private static void quiet(String device) {
        Path switchOff = Path.of("/proc/sys/net/ipv6/conf", device, "disable_ipv6");
        try {
            if (Files.exists(switchOff)) {
                Files.writeString(switchOff, "1");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        programs.forEach(Process::destroyForcibly);
        for (String device : devices) {
            execute("ip", "link", "del", device);
        }
        for (String namespace : namespaces) {
            execute("ip", "netns", "del", namespace);
        }
    }
}
