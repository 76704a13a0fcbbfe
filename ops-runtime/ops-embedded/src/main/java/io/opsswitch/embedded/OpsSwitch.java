/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.embedded;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.time.SwitchClock;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.common.unixctl.ControlServer;
import io.opsswitch.datapath.Dummies;
import io.opsswitch.datapath.Port;
import io.opsswitch.ovsdb.client.OvsdbClient;
import io.opsswitch.ovsdb.client.OvsdbClientBuilder;
import io.opsswitch.ovsdb.client.OvsdbClients;
import io.opsswitch.ovsdb.client.Replica;
import io.opsswitch.ovsdb.client.typed.TypedTransaction;
import io.opsswitch.ovsdb.embedded.EmbeddedOvsdb;
import io.opsswitch.ovsdb.embedded.HeldPort;
import io.opsswitch.vswitchd.Vswitchd;
import io.opsswitch.vswitchd.bridge.Backer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * A switch inside this JVM, with its database, for tests of whatever talks to one. It is the real switch: OpenFlow, OVSDB
 * and the control commands are those of ovs-vswitchd(8), on sockets of its own; only its ports are in memory, and on request
 * its time. Needs no rights.
 *
 * <pre>{@code
 * try (OpsSwitch sw = OpsSwitch.builder()
 *         .bridge("br0", b -> b.ports("p1", "p2").controller("tcp:127.0.0.1:6653"))
 *         .virtualTime()
 *         .start()) {
 *     sw.port("p1").send(frame);
 *     assertThat(sw.port("p2").received()).containsExactly(frame);
 * }
 * }</pre>
 *
 * <p>Any number of them live in a JVM without meeting; only the log and its levels are the process's. Safe for use by several
 * threads. {@link #close} leaves no threads, files or sockets.
 */
public final class OpsSwitch implements AutoCloseable {

    /** As often as the switch looks after itself when time is the system's. */
    private static final long STEP_MILLIS = 500;

    private static final Duration BACKOFF = Duration.ofMillis(200);

    private final SwitchFolder folder;
    private final SwitchClock clock = new SwitchClock();
    private final boolean isVirtualTime;
    private final ControlCommands commands = new ControlCommands("ovs-vswitchd");
    private final Map<String, HeldPort> openFlowPorts = new ConcurrentHashMap<>();
    private final List<AutoCloseable> parts = new ArrayList<>();
    private final EmbeddedOvsdb ovsdb;
    private final OvsdbClient client;
    private final Configuration configuration;
    private final Vswitchd vswitchd;
    private boolean isClosed;

    private OpsSwitch(OpsSwitchBuilder builder, SwitchFolder folder) throws IOException {
        this.folder = folder;
        isVirtualTime = builder.isVirtualTime();
        if (isVirtualTime) {
            clock.stop();
        }
        boolean isComplete = false;
        try {
            ovsdb = keep(folder.startDatabase(builder.schema()));
            parts.add(() -> openFlowPorts.values().forEach(HeldPort::close));
            configuration = new Configuration(ovsdb);
            client = keep(database(ovsdb).connect(configuration));
            configuration.use(client);
            Vswitchd.Builder daemon = Vswitchd.builder()
                    .commands(commands)
                    .clock(clock)
                    .rundir(folder.path())
                    .listenForTools(this::listener)
                    .allowDummies(Dummies.BESIDE);
            builder.configure(daemon);
            vswitchd = keep(daemon.start(
                    (tables, listener) -> database(ovsdb).tables(tables).connect(listener)));
            keep(ControlServer.start(controlSocket(), commands, () -> {}));
            configuration.change(transaction -> builder.bridges().forEach(each -> add(each, transaction)));
            configuration.requireAllWork();
            isComplete = true;
        } finally {
            if (!isComplete) {
                close();
            }
        }
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.add(0, part);
        return part;
    }

    /** Describe a switch. */
    public static OpsSwitchBuilder builder() {
        return new OpsSwitchBuilder();
    }

    static OpsSwitch start(OpsSwitchBuilder builder) {
        try {
            return new OpsSwitch(builder, SwitchFolder.create());
        } catch (IOException e) {
            throw new UncheckedIOException("the switch cannot be started: " + e.getMessage(), e);
        }
    }

    /** Return what connects to the database, and at once when a test has let it start again. */
    private static OvsdbClientBuilder database(EmbeddedOvsdb server) {
        return OvsdbClients.builder(server.remote(), Configuration.DATABASE).maxBackoff(BACKOFF);
    }

    private static void add(BridgeBuilder bridge, TypedTransaction transaction) {
        Configuration.root(transaction).addToBridges(bridge.insert(transaction));
    }

    private String listener(String bridge) {
        return "ptcp:"
                + openFlowPorts.computeIfAbsent(bridge, name -> HeldPort.any()).number() + ":127.0.0.1";
    }

    /** Return the database server, to look into the database, to change it in JSON, to stop and start it. */
    public EmbeddedOvsdb ovsdb() {
        return ovsdb;
    }

    /** Return a client of the database with a replica of all of it, for the classes of {@code io.opsswitch.vswitchd.db}. */
    public OvsdbClient database() {
        return client;
    }

    /**
     * Change the database, and wait until the change is in effect.
     *
     * @param change puts the transaction together with the editors of {@code io.opsswitch.vswitchd.db}; called again if
     *     others have changed meanwhile what it has verified
     * @throws IllegalStateException if the database refuses it, or the switch does not follow within half a minute
     */
    public void configure(Consumer<TypedTransaction> change) {
        requireOpen();
        configuration.change(change);
    }

    /** Add a bridge, and wait until it works. */
    public void addBridge(String name, Consumer<BridgeBuilder> description) {
        BridgeBuilder bridge = OpsSwitchBuilder.describe(name, description);
        configure(transaction -> add(bridge, transaction));
        configuration.requireAllWork();
    }

    /** Return the newest replica of the database. */
    public Replica replica() {
        return configuration.replica();
    }

    /**
     * Return the outer end of a dummy port.
     *
     * @throws IllegalArgumentException if the switch has no port of this name
     */
    public SwitchPort port(String name) {
        datapathPort(name);
        return new SwitchPort(this, name);
    }

    /**
     * Return the TCP port of 127.0.0.1 where a bridge listens for OpenFlow, as {@code ovs-ofctl} and controllers that
     * connect themselves want it; for them the bridge is as at its socket {@code BRIDGE.mgmt}.
     *
     * @throws IllegalArgumentException if there is no bridge of this name
     */
    public int openFlowPort(String bridge) {
        HeldPort port = openFlowPorts.get(bridge);
        if (port == null || !bridgeNames().contains(bridge)) {
            throw new IllegalArgumentException("no bridge " + bridge + "; there is " + bridgeNames());
        }
        return port.number();
    }

    /** Return the folder of the sockets, {@code OVS_RUNDIR} for tools: {@code db.sock} and {@code BRIDGE.mgmt}. */
    public Path rundir() {
        return folder.path();
    }

    /** Return the control socket, for {@code ovs-appctl -t}. */
    public Path controlSocket() {
        return folder.path().resolve("ovs-vswitchd.ctl");
    }

    /**
     * Run a control command, as {@code ovs-appctl} does.
     *
     * @return its output
     * @throws IllegalArgumentException if it fails, with what it says
     */
    public String appctl(String command, String... args) {
        requireOpen();
        try {
            return commands.run(command, Json.strings(Arrays.asList(args)));
        } catch (ControlException e) {
            throw new IllegalArgumentException(command + " " + String.join(" ", args) + ": " + e.getMessage(), e);
        }
    }

    /**
     * Let time pass, and what is due in it happen, before this returns: flows end, addresses are forgotten, meters fill,
     * controllers are asked whether they are there. What takes others, such as a connection, takes its real time.
     *
     * @param time at least a millisecond; fractions of one are left off
     * @throws IllegalStateException if time is the system's
     */
    public void advance(Duration time) {
        requireOpen();
        if (!isVirtualTime) {
            throw new IllegalStateException("time passes by itself; ask the builder for virtualTime()");
        }
        if (time.compareTo(Duration.ofMillis(1)) < 0) {
            throw new IllegalArgumentException("time goes on by a millisecond or more, not by " + time);
        }
        for (long left = time.toMillis(); left > 0; left -= STEP_MILLIS) {
            clock.advance(Math.min(left, STEP_MILLIS));
            vswitchd.step();
        }
    }

    /** Have the switch do now what it would do within half a second: look at its ports, write its state, revalidate. */
    public void settle() {
        requireOpen();
        vswitchd.step();
    }

    /** Let what has changed take effect on packets. */
    void catchUp() {
        vswitchd.backers().forEach(Backer::catchUp);
    }

    /** Return the port of a datapath that has a name. */
    Port datapathPort(String name) {
        requireOpen();
        TreeSet<String> names = new TreeSet<>();
        for (Backer backer : vswitchd.backers()) {
            for (Port port : backer.datapath().ports()) {
                if (port.name().equals(name)) {
                    return port;
                }
                names.add(port.name());
            }
        }
        throw new IllegalArgumentException("no port " + name + "; there is " + names);
    }

    int ofport(String name) {
        return configuration.ofport(name);
    }

    private TreeSet<String> bridgeNames() {
        TreeSet<String> names = new TreeSet<>();
        vswitchd.backers().forEach(backer -> backer.snapshot().bridges().forEach(bridge -> names.add(bridge.name())));
        return names;
    }

    private synchronized void requireOpen() {
        if (isClosed) {
            throw new IllegalStateException("the switch is closed");
        }
    }

    /** Stop the switch and its database, and remove what they have left behind. A second call does nothing. */
    @Override
    public void close() {
        synchronized (this) {
            if (isClosed) {
                return;
            }
            isClosed = true;
        }
        folder.closeAll(parts);
    }

    @Override
    public String toString() {
        return "OpsSwitch in " + folder.path();
    }
}
