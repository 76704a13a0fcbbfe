/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.testing;

import io.opsswitch.datapath.Dummies;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.datapath.DatapathProvider;
import io.opsswitch.vswitchd.Vswitchd;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import io.opsswitch.vswitchd.bridge.Backer;
import java.util.stream.Stream;
import java.nio.file.Path;
import java.nio.file.Files;
import java.io.UncheckedIOException;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.awaitility.Awaitility;

/** A switch on a fake database and a fake datapath, configured as {@code ovs-vsctl} would. */
public final class TestSwitch implements AutoCloseable {
    private final AtomicLong now = new AtomicLong(1_000_000);
    private final FakeDatabase database;
    private final FakeDatapath.Provider provider = new FakeDatapath.Provider(now::get);
    private final ControlCommands commands = new ControlCommands("ovs-vswitchd");
    private final Consumer<Vswitchd.Builder> settings;
    private final UUID root;
    private final Path rundir = createRundir();
    private Vswitchd vswitchd;
    private boolean isRunning;
    private long nextCfg;

    /** Start a switch on an empty database. */
    public TestSwitch() {
        this(new FakeDatabase(), builder -> {});
    }

    /** Start a switch on a database that has no root row yet, or the only one that it has. */
    public TestSwitch(FakeDatabase database, Consumer<Vswitchd.Builder> settings) {
        this.database = database;
        this.settings = builder -> {
            builder.clock(now::get).allowDummies(Dummies.BESIDE);
            settings.accept(builder);
            builder.datapaths(provider);
        };
        this.root = createRoot();
        start();
    }

    private TestSwitch(DatapathProvider real, FakeDatabase database) {
        this.database = database;
        this.settings = builder -> builder.datapaths(real).allowDummies(Dummies.BESIDE);
        this.root = createRoot();
        start();
    }

    /** Start a switch in real time on a real datapath. */
    public static TestSwitch on(DatapathProvider real, FakeDatabase database) {
        return new TestSwitch(real, database);
    }

    private static Path createRundir() {
        try {
            return Files.createTempDirectory("ops-run");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Return the folder of the sockets of bridges. */
    public Path rundir() {
        return rundir;
    }

    private UUID createRoot() {
        UUID[] row = new UUID[1];
        database.transact(edit -> row[0] = edit.insert("Open_vSwitch", Map.of("next_cfg", 0)));
        return row[0];
    }

    /** Start again on the same database, as after a restart of the daemon. */
    public void restart() {
        stop();
        start();
    }

    /** Stop the switch, as with the end of the daemon; nothing happens if it is stopped. */
    public void stop() {
        if (isRunning) {
            isRunning = false;
            vswitchd.close();
        }
    }

    private void start() {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        Vswitchd.Builder builder = Vswitchd.builder().commands(commands).rundir(rundir);
        settings.accept(builder);
        vswitchd = builder.start(database::connect);
        isRunning = true;
    }

    /** Return the database. */
    public FakeDatabase database() {
        return database;
    }

    /** Return the row of the Open_vSwitch table. */
    public UUID root() {
        return root;
    }

    /** Return the provider of the datapath. */
    public FakeDatapath.Provider provider() {
        return provider;
    }

    /** Return the datapath. */
    public FakeDatapath datapath() {
        return provider.datapath();
    }

    /** Return the running switch. */
    public Vswitchd vswitchd() {
        return vswitchd;
    }

    /** Return the bridge of this name, or null. */
    public OfBridge bridge(String name) {
        for (Backer backer : vswitchd.backers()) {
            OfBridge bridge = backer.snapshot().bridge(name);
            if (bridge != null) {
                return bridge;
            }
        }
        return null;
    }

    /** Let time pass, and flows be looked at. */
    public void pass(Duration time) {
        now.addAndGet(time.toMillis());
        vswitchd.backers().forEach(Backer::revalidateNow);
    }

    /** Change the database and wait until the switch says that the change is in effect. */
    public void configure(Consumer<FakeEdit> change) {
        long wanted = ++nextCfg;
        database.transact(edit -> {
            change.accept(edit);
            edit.set("Open_vSwitch", root, Map.of("next_cfg", wanted));
        });
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .pollInterval(Duration.ofMillis(2))
                .until(() -> Set.of(wanted).equals(database.get("Open_vSwitch", root, "cur_cfg")));
    }

    /** Add a bridge with its internal interface. */
    public void addBridge(String name) {
        configure(edit -> {
            UUID device = edit.insert("Interface", Map.of("name", name, "type", "internal"));
            UUID port = edit.insert("Port", Map.of("name", name, "interfaces", Set.of(device)));
            UUID bridge = edit.insert("Bridge", Map.of("name", name, "ports", Set.of(port)));
            Set<Object> bridges = edit.values("Open_vSwitch", root, "bridges");
            bridges.add(bridge);
            edit.set("Open_vSwitch", root, Map.of("bridges", bridges));
        });
    }

    /** Delete a bridge with its ports. */
    public void deleteBridge(String name) {
        configure(edit -> {
            UUID bridge = database.named("Bridge", name);
            Set<Object> bridges = edit.values("Open_vSwitch", root, "bridges");
            bridges.remove(bridge);
            edit.set("Open_vSwitch", root, Map.of("bridges", bridges));
            for (Object port : edit.values("Bridge", bridge, "ports")) {
                for (Object device : edit.values("Port", (UUID) port, "interfaces")) {
                    edit.delete("Interface", (UUID) device);
                }
                edit.delete("Port", (UUID) port);
            }
            edit.delete("Bridge", bridge);
        });
    }

    /** Add a port with one interface of its name; the columns are those of the port. */
    public void addPort(String bridge, String name, Map<String, ?> columns) {
        addPort(bridge, name, columns, Map.of());
    }

    /** Add a port with one interface of its name. */
    public void addPort(String bridge, String name, Map<String, ?> portColumns, Map<String, ?> interfaceColumns) {
        configure(edit -> {
            Map<String, Object> device = new LinkedHashMap<>(interfaceColumns);
            device.put("name", name);
            Map<String, Object> columns = new LinkedHashMap<>(portColumns);
            columns.put("name", name);
            columns.put("interfaces", Set.of(edit.insert("Interface", device)));
            UUID port = edit.insert("Port", columns);
            UUID row = database.named("Bridge", bridge);
            Set<Object> ports = edit.values("Bridge", row, "ports");
            ports.add(port);
            edit.set("Bridge", row, Map.of("ports", ports));
        });
    }

    /** Delete a port and its interface. */
    public void deletePort(String bridge, String name) {
        configure(edit -> {
            UUID row = database.named("Bridge", bridge);
            UUID port = database.named("Port", name);
            Set<Object> ports = edit.values("Bridge", row, "ports");
            ports.remove(port);
            edit.set("Bridge", row, Map.of("ports", ports));
            edit.delete("Port", port);
            edit.delete("Interface", database.named("Interface", name));
        });
    }

    /** Set columns of the row with this name. */
    public void set(String table, String name, Map<String, ?> columns) {
        configure(edit -> edit.set(table, database.named(table, name), columns));
    }

    /** Return the only element of a column of the row with this name, or null. */
    public Object get(String table, String name, String column) {
        return database.one(table, database.named(table, name), column);
    }

    /** Return a column of the row with this name, as a set or map. */
    public Object getAll(String table, String name, String column) {
        return database.get(table, database.named(table, name), column);
    }

    /** Let a frame come in by a port, and return the frames that went out, by port. */
    public Map<String, List<byte[]>> send(String port, byte[] frame) {
        return datapath().receive(port, frame);
    }

    /** Run a control command. */
    public String control(String command, String... args) throws ControlException {
        return commands.run(command, Json.strings(List.of(args)));
    }

    @Override
    public void close() {
        stop();
        database.close();
        try (Stream<Path> left = Files.list(rundir)) {
            for (Path file : left.toList()) {
                Files.delete(file);
            }
            Files.delete(rundir);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
