/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Relay and active-backup with Open vSwitch's ovsdb-server on either side of ours. */
@Timeout(300)
class ServiceModelsPeerTest {

    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String THEIRS = "ovsdb-server";

    @TempDir
    Path folder;

    private TestImage image;
    private String ours;

    @BeforeEach
    void prepare() throws Exception {
        TestImage.needs("ovsdb-server", "ovsdb-client", "ovsdb-tool", "ovs-appctl");
        image = new TestImage(folder);
        ours = image.bin("ovsdb-server").toString();
    }

    @AfterEach
    void stop() throws Exception {
        if (image != null) {
            image.stop();
        }
    }

    /** Start a server NAME with a socket NAME.sock and, unless it is a relay, a database in NAME.db. */
    private void start(String program, String name, String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                program,
                "--detach",
                "--no-chdir",
                "-vconsole:off",
                "--pidfile=" + path(name, "pid"),
                "--log-file=" + path(name, "log"),
                "--unixctl=" + path(name, "ctl"),
                "--remote=p" + socket(name)));
        command.addAll(List.of(args));
        Path file = path(name, "db");
        if (List.of(args).contains(file.toString()) && !Files.exists(file)) {
            image.ok("ovsdb-tool", "create", file.toString(), image.schema().toString());
        }
        image.ok(command.toArray(String[]::new));
    }

    private Path path(String name, String kind) {
        return image.run().resolve(name + "." + kind);
    }

    private String socket(String name) {
        return "unix:" + path(name, "sock");
    }

    private String relayOf(String name) {
        return "relay:Open_vSwitch:" + socket(name);
    }

    private String control(String name, String... args) throws Exception {
        List<String> command =
                new ArrayList<>(List.of("ovs-appctl", "-t", path(name, "ctl").toString()));
        command.addAll(List.of(args));
        return image.ok(command.toArray(String[]::new));
    }

    private String insert(String at, String target) throws Exception {
        return image.ok(
                "ovsdb-client",
                "transact",
                socket(at),
                "[\"Open_vSwitch\",{\"op\":\"insert\",\"table\":\"Open_vSwitch\",\"row\":{\"manager_options\":"
                        + "[\"named-uuid\",\"m\"]}},{\"op\":\"insert\",\"table\":\"Manager\",\"uuid-name\":\"m\","
                        + "\"row\":{\"target\":\"" + target + "\"}}]");
    }

    private String update(String at, String comment) throws Exception {
        return image.ok(
                "ovsdb-client",
                "transact",
                socket(at),
                "[\"Open_vSwitch\",{\"op\":\"update\",\"table\":\"Open_vSwitch\",\"where\":[],\"row\":"
                        + "{\"system_type\":\"" + comment + "\"}}]");
    }

    private String dump(String name) throws Exception {
        return image.run("ovsdb-client", "dump", socket(name), "Open_vSwitch").out();
    }

    private void awaitEqual(String one, String other, String containing) {
        await().atMost(LONG).untilAsserted(() -> {
            assertThat(dump(one)).contains(containing);
            assertThat(dump(other)).isEqualTo(dump(one));
        });
    }

    @Test
    void relaysTheirsAndIsRelayedByTheirs() throws Exception {
        start(THEIRS, "a", path("a", "db").toString());
        start(ours, "b", relayOf("a"));
        start(THEIRS, "c", relayOf("b"));
        assertThat(insert("b", "ptcp:1")).contains("\"uuid\"").doesNotContain("error");
        awaitEqual("a", "b", "ptcp:1");
        awaitEqual("a", "c", "ptcp:1");
        assertThat(update("c", "through two relays")).contains("{\"count\":1}");
        awaitEqual("a", "b", "through two relays");
        assertThat(insert("c", "ptcp:2")).contains("constraint violation");
        image.stop("a");
        assertThat(dump("b")).contains("through two relays");
        start(THEIRS, "a", path("a", "db").toString());
        assertThat(update("a", "after a restart")).contains("{\"count\":1}");
        awaitEqual("a", "b", "after a restart");
        awaitEqual("a", "c", "after a restart");
        assertThat(Files.readString(path("b", "log"))).doesNotContain("|WARN|", "|ERR|");
    }

    @Test
    void backsUpTheirsAndIsBackedUpByTheirs() throws Exception {
        start(THEIRS, "a", path("a", "db").toString());
        insert("a", "ptcp:1");
        start(ours, "b", "--sync-from=" + socket("a"), path("b", "db").toString());
        start(THEIRS, "c", "--sync-from=" + socket("b"), path("c", "db").toString());
        awaitEqual("a", "b", "ptcp:1");
        awaitEqual("a", "c", "ptcp:1");
        assertThat(control("b", "ovsdb-server/sync-status"))
                .contains("database: Open_vSwitch\nstate: backup\nreplicating: " + socket("a"));
        assertThat(update("b", "no")).contains("not allowed when database server is in read only mode");
        update("a", "of the active one");
        awaitEqual("a", "b", "of the active one");
        awaitEqual("a", "c", "of the active one");
        image.stop("a");
        control("b", "ovsdb-server/disconnect-active-ovsdb-server");
        assertThat(update("b", "active now")).contains("{\"count\":1}");
        awaitEqual("b", "c", "active now");
        image.stop("b");
        assertThat(image.ok(
                        "ovsdb-tool",
                        "query",
                        path("b", "db").toString(),
                        "[\"Open_vSwitch\",{\"op\":\"select\",\"table\":\"Open_vSwitch\",\"where\":[],\"columns\":"
                                + "[\"system_type\"]}]"))
                .contains("active now");
        assertThat(Files.readString(path("b", "log"))).doesNotContain("|WARN|", "|ERR|");
    }
}
