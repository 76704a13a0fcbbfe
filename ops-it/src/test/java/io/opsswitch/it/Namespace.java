/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.it;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A host for tests: a network namespace joined by a veth pair with the namespace that the test runs in. */
final class Namespace implements AutoCloseable {

    private static final AtomicInteger SERIAL = new AtomicInteger();

    private final String name;
    private final String port;

    /**
     * Make a host.
     *
     * @param address its address with the length of the prefix, such as 10.9.0.1/24
     */
    Namespace(String address) {
        String id = Long.toString(ProcessHandle.current().pid() % 46_656, 36) + "x"
                + Integer.toString(SERIAL.incrementAndGet(), 36);
        name = "opsit" + id;
        port = "oit" + id;
        ip("netns", "add", name);
        ip("link", "add", port, "type", "veth", "peer", "name", "eth0", "netns", name);
        ip("link", "set", port, "up");
        run("ip", "address", "add", address, "dev", "eth0").quietly();
        run("ip", "link", "set", "eth0", "up").quietly();
        run("ip", "link", "set", "lo", "up").quietly();
    }

    /** Return the name of the device at the switch's end. */
    String port() {
        return port;
    }

    /** Run a program on this host. */
    Shell.Result run(String... command) {
        List<String> all = new ArrayList<>(List.of("ip", "netns", "exec", name));
        all.addAll(Arrays.asList(command));
        return Shell.run(Map.of(), all.toArray(String[]::new));
    }

    /** Ping an address; return whether an answer came to at least one of the requests. */
    boolean reaches(String address, int requests) {
        return run("ping", "-c", Integer.toString(requests), "-i", "0.2", "-W", "1", address)
                        .exitCode()
                == 0;
    }

    @Override
    public void close() {
        ip("netns", "del", name);
    }

    private static void ip(String... arguments) {
        List<String> command = new ArrayList<>(List.of("ip"));
        command.addAll(Arrays.asList(arguments));
        Shell.run(Map.of(), command.toArray(String[]::new)).quietly();
    }
}
