/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Our ovsdb-client beside Debian's: the same words in, the same bytes out, with either server. */
@Timeout(600)
class OvsdbClientPeerTest {

    private static final String CLIENT = "ovsdb-client";
    private static final String SELECT =
            "[\"Open_vSwitch\",{\"op\":\"select\",\"table\":\"Bridge\",\"where\":[],\"columns\":[\"name\"]}]";

    @TempDir
    Path folder;

    private TestImage image;
    private Path database;
    private String socket;

    @BeforeEach
    void fillDatabase() throws Exception {
        TestImage.needs("ovsdb-client", "ovsdb-tool", "ovsdb-server", "ovs-appctl");
        image = new TestImage(folder);
        database = image.run().resolve("conf.db");
        socket = "unix:" + image.run().resolve("db.sock");
        image.ok("ovsdb-tool", "create", database.toString(), image.schema().toString());
        image.ok("ovsdb-tool", "transact", database.toString(), """
                ["Open_vSwitch",
                 {"op":"insert","table":"Interface","uuid-name":"i","row":{"name":"p0",
                   "other_config":["map",[["a b","1"],["c","x,\\"y\\""]]]}},
                 {"op":"insert","table":"Port","uuid-name":"p","row":{"name":"p0","tag":5,
                   "trunks":["set",[1,2,3]],"interfaces":["named-uuid","i"]}},
                 {"op":"insert","table":"Bridge","uuid-name":"b","row":{"name":"br0","fail_mode":"secure",
                   "external_ids":["map",[["k","<&>"]]],"ports":["named-uuid","p"]}},
                 {"op":"insert","table":"Bridge","uuid-name":"c","row":{"name":"br-1"}},
                 {"op":"insert","table":"Bridge","uuid-name":"d","row":{"name":"1br"}},
                 {"op":"insert","table":"Open_vSwitch","row":{"bridges":
                   ["set",[["named-uuid","b"],["named-uuid","c"],["named-uuid","d"]]]}}]
                """);
    }

    @AfterEach
    void stop() throws Exception {
        if (image != null) {
            image.stop();
        }
    }

    private void start(String server) throws Exception {
        image.ok(
                server,
                "--remote=p" + socket,
                "--pidfile",
                "--detach",
                "--no-chdir",
                "-vconsole:off",
                "--log-file=" + image.run().resolve("server.log"),
                database.toString());
    }

    private static String[] words(String... arguments) {
        List<String> words = new ArrayList<>(List.of(CLIENT));
        words.addAll(List.of(arguments));
        return words.toArray(String[]::new);
    }

    /** The time and the number of a log line differ from run to run. */
    private static TestImage.Result normal(TestImage.Result result) {
        return new TestImage.Result(
                result.status(),
                result.out(),
                result.err().replaceAll("(?m)^\\d{4}-\\d\\d-\\d\\dT[0-9:]+Z\\|\\d+\\|", "LOG|"));
    }

    private void compare(String[]... table) throws Exception {
        SoftAssertions soft = new SoftAssertions();
        for (String[] arguments : table) {
            TestImage.Result expected = normal(image.run(words(arguments)));
            soft.assertThat(normal(image.program(CLIENT, arguments)))
                    .as(String.join(" ", arguments))
                    .isEqualTo(expected);
        }
        soft.assertAll();
    }

    @Test
    void printsSchemasAsDebiansDoes() throws Exception {
        start("ovsdb-server");
        compare(new String[][] {
            {"list-dbs"},
            {"list-dbs", socket},
            {"get-schema"},
            {"--pretty", "get-schema", socket, "_Server"},
            {"get-schema-version"},
            {"get-schema-cksum"},
            {"get-schema-cksum", "_Server"},
            {"list-tables"},
            {"list-columns"},
            {"list-columns", "Bridge"},
            {"-f", "json", "list-columns", "_Server", "Database"},
            {"needs-conversion", image.schema().toString()},
            {"wait", "Open_vSwitch", "added"},
            {"wait", socket, "Open_vSwitch", "connected"},
            {"wait", "nosuch", "removed"}
        });
    }

    @Test
    void printsDataInEveryFormAsDebiansDoes() throws Exception {
        start("ovsdb-server");
        compare(new String[][] {
            {"dump"},
            {"dump", "Bridge", "name", "ports"},
            {"-f", "list", "dump", "Bridge"},
            {"-f", "html", "dump", "Bridge"},
            {"-f", "html", "--no-headings", "dump", "Port"},
            {"-f", "csv", "dump", "Interface", "name", "other_config"},
            {"-f", "json", "dump"},
            {"-f", "json", "--pretty", "dump", "Bridge", "name"},
            {"--bare", "dump", "Bridge"},
            {"-d", "json", "dump", "Bridge"},
            {"--data=bare", "--no-headings", "dump", "Port"},
            {"--max-column-width=10", "dump", "Bridge"},
            {"query", SELECT},
            {"transact", "[\"Open_vSwitch\",{\"op\":\"x\"}]"},
            {
                "query",
                "[\"Open_vSwitch\",{\"op\":\"update\",\"table\":\"Bridge\",\"where\":[],\"row\":{\"name\":\"x\"}}]"
            }
        });
    }

    @Test
    void failsInTheSameWordsAsDebiansDoes() throws Exception {
        start("ovsdb-server");
        Path bad = Files.writeString(folder.resolve("bad.ovsschema"), "{\"name\":\"x\"}");
        compare(new String[][] {
            {},
            {"nonsense"},
            {"list-dbs", "a", "b"},
            {"list-dbs", "unix:/nosuch"},
            {"list-dbs", "tcp:127.0.0.1:1"},
            {"list-dbs", "foo:bar"},
            {"get-schema", "nosuch"},
            {"transact"},
            {"transact", "[]"},
            {"transact", "xyz"},
            {"transact", "[\"Open_vSwitch\",\n {op}]"},
            {"query", "[\"Open_vSwitch\",]"},
            {"monitor-cond", "[\"\\q\"]", "Bridge"},
            {"--pretty", "transact", "[\"nosuch\"]"},
            {"query", "{}"},
            {"dump", "nosuch"},
            {"dump", "Bridge", "nosuch"},
            {"--bogus"},
            {"-f", "foo"},
            {"-d", "foo"},
            {"-t", "0", "list-dbs"},
            {"monitor"},
            {"monitor", "nosuch"},
            {"monitor", "Bridge", "nosuch"},
            {"monitor", "Bridge", "name,name"},
            {"monitor-cond", "[[\"x\",\"==\",1]]", "Bridge"},
            {"monitor-cond", "[]", "ALL"},
            {"wait", "x", "y"},
            {"needs-conversion", "nosuch"},
            {"needs-conversion", bad.toString()},
            {"backup", "x"}
        });
    }

    @Test
    void monitorsPrintTheSameWhileTransactionsRun() throws Exception {
        monitorsPrintTheSame("ovsdb-server");
    }

    @Test
    void monitorsPrintTheSameWithOurServer() throws Exception {
        monitorsPrintTheSame(image.bin("ovsdb-server").toString());
    }

    /** Let both clients watch at once, each with the same words; one change at a time, so that none are merged. */
    private void monitorsPrintTheSame(String server) throws Exception {
        start(server);
        String[][] watched = {
            {"monitor", "Bridge", "name,external_ids"},
            {"-f", "csv", "monitor", "ALL"},
            {"-f", "json", "monitor", "Bridge", "!initial,!delete,name", "ports"},
            {"--bare", "monitor-cond", "[[\"name\",\"!=\",\"br-1\"]]", "Bridge", "name,external_ids"},
            {"monitor-cond-since", "[]", "Bridge", "name"}
        };
        List<Process> processes = new ArrayList<>();
        try {
            for (int i = 0; i < watched.length; i++) {
                processes.add(monitor(i, "theirs", CLIENT, watched[i]));
                processes.add(monitor(i, "ours", image.bin(CLIENT).toString(), watched[i]));
            }
            await().atMost(Duration.ofSeconds(60)).until(() -> allBegan(watched.length));
            TimeUnit.SECONDS.sleep(1); // for the silent one, which has its connection
            for (int i = 0; i < 3; i++) {
                image.ok(words(
                        "transact",
                        "[\"Open_vSwitch\",{\"op\":\"mutate\",\"table\":\"Bridge\",\"where\":"
                                + "[[\"name\",\"==\",\"br0\"]],\"mutations\":[[\"external_ids\",\"insert\",[\"map\",[[\"n"
                                + i
                                + "\",\"1\"]]]]]}]"));
                TimeUnit.MILLISECONDS.sleep(300);
            }
            image.ok(words(
                    "transact",
                    "[\"Open_vSwitch\",{\"op\":\"insert\",\"table\":\"Bridge\",\"uuid-name\":\"n\","
                            + "\"row\":{\"name\":\"new\"}},{\"op\":\"mutate\",\"table\":\"Open_vSwitch\",\"where\":[],"
                            + "\"mutations\":[[\"bridges\",\"insert\",[\"named-uuid\",\"n\"]]]}]"));
            TimeUnit.MILLISECONDS.sleep(300);
            image.ok(words(
                    "transact",
                    "[\"Open_vSwitch\",{\"op\":\"update\",\"table\":\"Open_vSwitch\",\"where\":[],"
                            + "\"row\":{\"bridges\":[\"set\",[]]}}]"));
            SoftAssertions soft = new SoftAssertions();
            for (int i = 0; i < watched.length; i++) {
                Path theirs = output(i, "theirs");
                Path ours = output(i, "ours");
                String last = i == 2 ? "new" : "delete";
                await().atMost(Duration.ofSeconds(30))
                        .until(() -> Files.readString(theirs).contains(last) && Files.size(ours) >= Files.size(theirs));
                soft.assertThat(ours).as(String.join(" ", watched[i])).hasSameTextualContentAs(theirs);
            }
            soft.assertAll();
        } finally {
            for (Process process : processes) {
                process.destroy();
                process.waitFor(10, TimeUnit.SECONDS);
            }
        }
    }

    private Path output(int number, String whose) {
        return folder.resolve(whose + number);
    }

    private boolean allBegan(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            // The third has nothing to tell at first.
            if (i != 2 && (Files.size(output(i, "ours")) == 0 || Files.size(output(i, "theirs")) == 0)) {
                return false;
            }
        }
        return image.control("memory/show").contains("sessions:" + 2 * count);
    }

    private Process monitor(int number, String whose, String program, String... arguments) throws Exception {
        String[] command = words(arguments);
        command[0] = program;
        return image.builder(command)
                .redirectOutput(output(number, whose).toFile())
                .redirectErrorStream(true)
                .start();
    }

    @Test
    void detachedMonitorPrintsOnAndTakesControlCommands() throws Exception {
        start("ovsdb-server");
        Path out = folder.resolve("out");
        detached(
                out, image.bin(CLIENT).toString(), "--pidfile", "-d", "bare", "monitor", "Bridge", "name,external_ids");
        assertThat(out).content().contains("br0", "br-1", "1br");
        assertThat(image.ok("ovs-appctl", "-t", CLIENT, "ovsdb-client/block")).isEmpty();
        assertThat(image.ok("ovs-appctl", "-t", CLIENT, "ovsdb-client/block")).isEqualTo("already blocking\n");
        image.ok(words(
                "transact",
                "[\"Open_vSwitch\",{\"op\":\"update\",\"table\":\"Bridge\",\"where\":"
                        + "[[\"name\",\"==\",\"br0\"]],\"row\":{\"external_ids\":[\"map\",[[\"a\",\"other\"]]]}}]"));
        TimeUnit.MILLISECONDS.sleep(500);
        assertThat(out).content().doesNotContain("other");
        image.ok("ovs-appctl", "-t", CLIENT, "ovsdb-client/unblock");
        await().atMost(Duration.ofSeconds(10)).until(() -> Files.readString(out).contains("other"));
        image.ok("ovs-appctl", "-t", CLIENT, "exit");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !Files.exists(image.run().resolve("ovsdb-client.pid")));
    }

    /** Start a client that lets us go on when it has begun. */
    private void detached(Path out, String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(program, "--detach", "--no-chdir"));
        command.addAll(List.of(arguments));
        Process process = image.builder(command.toArray(String[]::new))
                .redirectOutput(out.toFile())
                .redirectErrorStream(true)
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as("%s", command).isZero();
    }

    @Test
    void detachedLockPrintsWhatItHoldsButNoErrorsAsDebiansDoes() throws Exception {
        start("ovsdb-server");
        Path ours = folder.resolve("ours");
        Path theirs = folder.resolve("theirs");
        String pidfile = "--pidfile=" + image.run().resolve("lock.pid");
        detached(ours, image.bin(CLIENT).toString(), pidfile, "lock", socket, "one");
        detached(theirs, CLIENT, "lock", socket, "two");
        image.ok("ovs-appctl", "-t", "ovsdb-server", "exit");
        await().atMost(Duration.ofSeconds(10))
                .until(() -> !Files.exists(image.run().resolve("lock.pid")));
        assertThat(ours).hasSameTextualContentAs(theirs).content().isEqualTo("{\"locked\":true}\n");
    }

    @Test
    void backupIsAFileForDebiansToolsAndRestoreBringsAllRowsBack() throws Exception {
        start("ovsdb-server");
        Path backup = folder.resolve("backup.db");
        Process save = image.builder(image.bin(CLIENT).toString(), "backup")
                .redirectOutput(backup.toFile())
                .start();
        assertThat(save.waitFor()).isZero();
        assertThat(image.ok("ovsdb-tool", "query", backup.toString(), SELECT)).contains("br-1", "1br", "br0");
        String before = image.ok(words("dump")).replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "UUID");
        image.ok(words("transact", "[\"Open_vSwitch\",{\"op\":\"delete\",\"table\":\"Open_vSwitch\",\"where\":[]}]"));
        Process restore = image.builder(image.bin(CLIENT).toString(), "restore")
                .redirectInput(backup.toFile())
                .start();
        assertThat(restore.waitFor()).isZero();
        assertThat(image.ok(words("dump")).replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "UUID"))
                .isEqualTo(before);
    }

    @Test
    void convertsTheServersDatabase() throws Exception {
        start("ovsdb-server");
        String text = Files.readString(image.schema()).replace("\"version\": \"8.3.1\"", "\"version\": \"9.0.0\"");
        String schema = Files.writeString(folder.resolve("new.ovsschema"), text).toString();
        assertThat(image.program(CLIENT, "needs-conversion", schema).out()).isEqualTo("yes\n");
        assertThat(image.program(CLIENT, "convert", schema)).isEqualTo(new TestImage.Result(0, "", ""));
        compare(new String[][] {{"get-schema-version"}, {"needs-conversion", schema}, {"query", SELECT}});
    }
}
