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

/** The program around the server: options and control commands, with Open vSwitch's own tools as clients. */
@Timeout(180)
class OvsdbServerProgramPeerTest {

    @TempDir
    Path folder;

    private TestImage image;
    private String socket;

    @BeforeEach
    void prepare() throws Exception {
        TestImage.needs("ovsdb-client", "ovsdb-tool", "ovs-appctl");
        image = new TestImage(folder);
        socket = "unix:" + image.run().resolve("db.sock");
    }

    @AfterEach
    void stop() throws Exception {
        if (image != null) {
            image.stop();
        }
    }

    private Path create(String file, String database, String columns) throws Exception {
        Path schema = Files.writeString(
                folder.resolve(file + ".ovsschema"),
                "{\"name\":\"" + database + "\",\"version\":\"1.0.0\",\"tables\":{\"T\":{\"columns\":{" + columns
                        + "},\"isRoot\":true}}}");
        Path path = image.run().resolve(file);
        image.ok("ovsdb-tool", "create", path.toString(), schema.toString());
        return path;
    }

    private TestImage.Result start(String... more) throws Exception {
        List<String> args = new ArrayList<>(List.of("--remote=p" + socket));
        args.addAll(List.of(more));
        return image.startServer(args.toArray(String[]::new));
    }

    @Test
    void servesWhileACommandRuns() throws Exception {
        Path database = create("a.db", "A", "\"n\":{\"type\":\"integer\"}");
        String remote = "--remote=p" + socket;
        assertThat(image.program("ovsdb-server", remote, database.toString(), "--run=ovsdb-client list-dbs " + socket))
                .isEqualTo(new TestImage.Result(0, "A\n_Server\n", ""));
        assertThat(image.program("ovsdb-server", remote, database.toString(), "--run=exit 3"))
                .isEqualTo(new TestImage.Result(1, "", "ovsdb-server: exit 3: child exited, exit status 3\n"));
    }

    @Test
    void comesBackAfterACrashAsItWasConfiguredLast() throws Exception {
        Path first = create("a.db", "A", "\"n\":{\"type\":\"integer\"}");
        Path second = create("b.db", "B", "\"n\":{\"type\":\"integer\"}");
        assertThat(start("--monitor", first.toString())).isEqualTo(new TestImage.Result(0, "", ""));
        assertThat(image.control("ovsdb-server/add-db", second.toString())).isEmpty();
        assertThat(image.control("ovsdb-server/remove-db", "A")).isEmpty();
        assertThat(image.control("ovsdb-server/add-remote", "punix:more")).isEmpty();
        long before = image.pid("ovsdb-server");
        image.ok("sh", "-c", "kill -SEGV " + before);
        await().atMost(Duration.ofSeconds(60))
                .ignoreExceptions()
                .until(() -> image.pid("ovsdb-server") != before
                        && image.control("version").startsWith("ovsdb-server ("));
        assertThat(image.control("ovsdb-server/list-dbs")).isEqualTo("B\n_Server\n");
        assertThat(image.control("ovsdb-server/list-remotes")).isEqualTo("p" + socket + "\npunix:more\n");
        assertThat(image.serverLog())
                .contains("|daemon_unix|ERR|1 crashes: pid " + before + " died, killed (Aborted), restarting");
    }

    @Test
    void addsRemovesAndConvertsDatabases() throws Exception {
        Path first = create("a.db", "A", "\"n\":{\"type\":\"integer\"}");
        Path second = create("b.db", "B", "\"n\":{\"type\":\"integer\"}");
        assertThat(start(first.toString()).status()).isZero();
        assertThat(image.control("ovsdb-server/add-db", second.toString())).isEmpty();
        assertThat(image.control("ovsdb-server/add-db", second.toString()))
                .startsWith("ovsdb error: " + second + ": already open\n");
        assertThat(image.control("ovsdb-server/add-db", "none"))
                .startsWith("I/O error: none: open failed (No such file or directory)\n");
        assertThat(image.control("ovsdb-server/remove-db", "C")).startsWith("Failed to find the database.\n");
        image.ok("ovsdb-client", "transact", socket, "[\"A\",{\"op\":\"insert\",\"table\":\"T\",\"row\":{\"n\":5}}]");
        Path schema = Files.writeString(
                folder.resolve("new"),
                "{\"name\":\"A\",\"version\":\"2.0.0\",\"tables\":{\"T\":{\"columns\":{\"n\":{\"type\":\"integer\"},"
                        + "\"more\":{\"type\":\"string\"}},\"isRoot\":true}}}");
        image.ok("ovsdb-client", "convert", socket, schema.toString());
        assertThat(image.ok("ovsdb-client", "get-schema-version", socket, "A")).isEqualTo("2.0.0\n");
        assertThat(image.ok("ovsdb-client", "needs-conversion", socket, schema.toString()))
                .isEqualTo("no\n");
        assertThat(image.ok("ovsdb-tool", "db-version", first.toString())).isEqualTo("2.0.0\n");
        assertThat(image.ok(
                        "ovsdb-tool",
                        "query",
                        first.toString(),
                        "[\"A\",{\"op\":\"select\",\"table\":\"T\"," + "\"where\":[],\"columns\":[\"n\",\"more\"]}]"))
                .isEqualTo("[{\"rows\":[{\"more\":\"\",\"n\":5}]}]\n");
    }

    @Test
    void answersItsControlCommandsAsOpenVswitchDoes() throws Exception {
        Path database = create("a.db", "A", "\"n\":{\"type\":\"integer\"}");
        assertThat(start(database.toString()).status()).isZero();
        assertThat(image.control("memory/show"))
                .matches("atoms:\\d+ cells:\\d+ monitors:0 sessions:0 triggers:0"
                        + " txn-history:\\d+ txn-history-atoms:\\d+\n");
        assertThat(image.control("coverage/show")).startsWith("Event coverage, avg rate over last: 5 seconds");
        assertThat(image.control("coverage/read-counter", "unixctl_received")).matches("[1-9]\\d*\n");
        assertThat(image.control("ovsdb-server/get-db-storage-status", "A")).isEqualTo("status: ok\n");
        assertThat(image.control("ovsdb-server/tlog-set", "A:T", "on")).isEmpty();
        assertThat(image.control("ovsdb-server/tlog-list"))
                .contains("                T                           ON\n");
        assertThat(image.control("ovsdb-server/tlog-set", "A:X", "on")).startsWith("no such table\n");
        assertThat(image.control("ovsdb-server/compact", "X")).startsWith("no database by that name\n");
        assertThat(image.control("ovsdb-server/compact", "_Server")).startsWith("cannot compact built-in databases\n");
        assertThat(image.control("ovsdb-server/memory-trim-on-compaction", "on"))
                .isEmpty();
        assertThat(image.control("ovsdb-server/compact")).isEmpty();
        assertThat(image.control("ovsdb-server/perf-counters-show")).contains("not supported on this platform");
        assertThat(image.control("vlog/disable-rate-limit", "jsonrpc")).isEmpty();
        assertThat(image.control("vlog/list"))
                .containsPattern("jsonrpc +OFF +INFO +INFO +\\(rate limiting disabled\\)");
        assertThat(image.control("ovsdb-server/remove-remote", "x")).startsWith("no such remote\n");
    }

    @Test
    void saysWhatItNeedsForMetrics() throws Exception {
        assertThat(image.program("ovsdb-server", "--no-dbs", "--metrics=127.0.0.1:0"))
                .isEqualTo(new TestImage.Result(
                        1,
                        "",
                        "ovsdb-server: --metrics needs the feature ops-ovsdb-metrics, which this image does not have:"
                                + " put it into the image, or leave the option out\n"));
        assertThat(image.program("ovsdb-server", "--no-dbs", "--metrics=9475").err())
                .isEqualTo("ovsdb-server: --metrics=9475: it must be ADDRESS:PORT, such as 127.0.0.1:9475 or"
                        + " [::1]:9475\n");
    }
}
