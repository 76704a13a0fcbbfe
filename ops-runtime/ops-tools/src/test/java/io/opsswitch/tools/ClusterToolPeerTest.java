/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.tools.dbtool.OvsdbToolProgram;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * Servers' parts of clustered databases: those that our ovsdb-tool makes serve Debian's ovsdb-server, and those that it
 * writes are read alike by both tools, whole and damaged.
 */
@ResourceLock(TestImage.LOG)
class ClusterToolPeerTest {

    private static final String SCHEMA = """
            {"name":"S","version":"1.0.0","cksum":"12 3","tables":{"T":{"isRoot":true,"columns":{
              "name":{"type":"string"},
              "n":{"type":{"key":"integer","min":0,"max":"unlimited"}},
              "m":{"type":{"key":"string","value":"string","min":0,"max":"unlimited"}}}}}}
            """;
    private static final String SELECT =
            "[\"S\",{\"op\":\"select\",\"table\":\"T\",\"where\":[],\"columns\":[\"name\",\"n\"],\"sort\":[\"name\"]}]";
    /** 120, and 3,000 with the profile faults. */
    private static final int MUTATIONS = 6 * Integer.getInteger("ops.faults.rounds", 20);

    private static final long SEED = Long.getLong("ops.seed", 7);

    @TempDir
    Path folder;

    private TestImage image;
    private Path run;
    private String schema;

    @BeforeEach
    void prepare() throws Exception {
        TestImage.needs("ovsdb-client", "ovsdb-tool", "ovsdb-server", "ovs-appctl");
        image = new TestImage(folder);
        run = image.run();
        schema = Files.writeString(run.resolve("s.ovsschema"), SCHEMA).toString();
    }

    @AfterEach
    void stop() throws Exception {
        image.stop();
    }

    /** Run our tool in this process, which is the same code in a fraction of the time. */
    private static TestImage.Result ours(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        int status;
        String error = "";
        try {
            status = new OvsdbToolProgram(out).run(args);
        } catch (ExitException e) {
            status = e.status();
            error = e.getMessage().isEmpty() ? "" : "ovsdb-tool: " + e.getMessage() + "\n";
        }
        return new TestImage.Result(status, out.toString(StandardCharsets.UTF_8), error);
    }

    private TestImage.Result theirs(String... args) throws Exception {
        List<String> command = new ArrayList<>(List.of("ovsdb-tool"));
        command.addAll(List.of(args));
        return image.run(command.toArray(String[]::new));
    }

    private TestImage.Result theirsUnlessItHangs(String... args) throws Exception {
        try {
            return theirs(args);
        } catch (AssertionError e) {
            assertThat(e).hasMessageStartingWith("timed out");
            return null;
        }
    }

    private void alike(String... args) throws Exception {
        assertThat(ours(args)).as("%s", Arrays.toString(args)).isEqualTo(theirs(args));
    }

    private String path(String name) {
        return run.resolve(name).toString();
    }

    private void serve(String name) throws Exception {
        image.ok(
                "ovsdb-server",
                path(name + ".db"),
                "--detach",
                "--no-chdir",
                "-vconsole:off",
                "--pidfile=" + path(name + ".pid"),
                "--unixctl=" + path(name + ".ctl"),
                "--log-file=" + path(name + ".log"),
                "--remote=punix:" + path(name + ".sock"));
    }

    private String transact(String name, String transaction) throws Exception {
        return image.ok("ovsdb-client", "-t", "20", "transact", "unix:" + path(name + ".sock"), transaction);
    }

    /** Have Debian's servers work on files that our tool made, and end them. */
    private void useCluster() throws Exception {
        assertThat(ours("--election-timer=2000", "create-cluster", path("a.db"), schema, "unix:a.raft")
                        .err())
                .isEmpty();
        serve("a");
        String cluster = ours("db-cid", path("a.db")).out().strip();
        assertThat(ours("--cid=" + cluster, "join-cluster", path("b.db"), "S", "unix:b.raft", "unix:a.raft")
                        .err())
                .isEmpty();
        serve("b");
        image.ok("ovsdb-client", "-t", "20", "-vconsole:off", "wait", "unix:" + path("b.sock"), "S", "connected");
        for (int i = 0; i < 4; i++) {
            transact(
                    "a",
                    "[\"S\",{\"op\":\"insert\",\"table\":\"T\",\"row\":{\"name\":\"r" + i + "\",\"n\":[\"set\",[1,"
                            + (i + 1) + "5]],\"m\":[\"map\",[[\"k\",\"v " + i
                            + "\"]]]}},{\"op\":\"comment\",\"comment\":\"c" + i + "\"}]");
        }
        transact(
                "a",
                "[\"S\",{\"op\":\"mutate\",\"table\":\"T\",\"where\":[],\"mutations\":[[\"n\",\"insert\",9]]},"
                        + "{\"op\":\"delete\",\"table\":\"T\",\"where\":[[\"name\",\"==\",\"r2\"]]}]");
        Files.copy(run.resolve("a.db"), run.resolve("log.db"));
        image.ok("ovs-appctl", "-t", path("b.ctl"), "ovsdb-server/compact");
        transact("a", "[\"S\",{\"op\":\"insert\",\"table\":\"T\",\"row\":{\"name\":\"after\"}}]");
        String rows = transact("a", SELECT);
        stop();
        Files.writeString(run.resolve("rows"), rows);
    }

    @Test
    void makesClustersThatDebiansServerRunsAndReadsThemAsDebiansToolDoes() throws Exception {
        useCluster();
        assertThat(ours("join-cluster", path("joining.db"), "S", "tcp:127.0.0.1:1", "ssl:[::1]:2", "unix:x")
                        .err())
                .isEmpty();
        for (String file : new String[] {"log.db", "a.db", "b.db", "joining.db"}) {
            for (String command : new String[] {
                "db-name",
                "db-cid",
                "db-sid",
                "db-local-address",
                "db-is-clustered",
                "db-is-standalone",
                "db-version",
                "show-log",
                "check-cluster",
                "compact"
            }) {
                if (!command.equals("db-cid") || !file.equals("joining.db")) {
                    alike(command, path(file));
                }
            }
            alike("-mm", "show-log", path(file));
            alike("query", path(file), SELECT);
        }
        assertThat(image.program("ovsdb-tool", "db-cid", path("joining.db")))
                .isEqualTo(theirs("db-cid", path("joining.db")));
        alike("check-cluster", path("a.db"), path("b.db"));
        alike("check-cluster", path("a.db"), path("a.db"));
        for (String file : new String[] {"a.db", "b.db"}) {
            Path ours = run.resolve("ours-" + file);
            assertThat(ours("cluster-to-standalone", ours.toString(), path(file)))
                    .isEqualTo(new TestImage.Result(0, "", ""));
            assertThat(theirs("query", ours.toString(), SELECT).out()).isEqualTo(Files.readString(run.resolve("rows")));
            // And back: a cluster of a standalone database's contents.
            String again = path("again-" + file);
            assertThat(ours("create-cluster", again, ours.toString(), "unix:again.raft")
                            .err())
                    .isEmpty();
            assertThat(theirs("cluster-to-standalone", again + ".db", again).status())
                    .isZero();
            assertThat(ours("query", again + ".db", SELECT).out()).isEqualTo(Files.readString(run.resolve("rows")));
        }
    }

    @Test
    void ourServerRefusesAClustersPart() throws Exception {
        ours("create-cluster", path("a.db"), schema, "unix:a.raft");
        TestImage.Result result = image.program("ovsdb-server", "--unixctl=none", path("a.db"));
        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err())
                .contains("a.db: clustered databases are not supported", "ovsdb-tool cluster-to-standalone");
    }

    @Test
    void tellsOfDamagedFilesInTheWordsOfDebiansTool() throws Exception {
        useCluster();
        theirs("create", path("plain.db"), schema);
        for (int i = 0; i < 3; i++) {
            theirs(
                    "transact",
                    path("plain.db"),
                    "[\"S\",{\"op\":\"insert\",\"table\":\"T\",\"row\":{\"name\":\"x" + i + "\"}}]");
        }
        Random random = new Random(SEED);
        String[] sources = {"log.db", "b.db", "plain.db"};
        String[][] commands = {
            {"db-name"}, {"db-cid"}, {"show-log"}, {"-mm", "show-log"}, {"check-cluster"}, {"db-version"}, {"db-cksum"}
        };
        for (int i = 0; i < MUTATIONS; i++) {
            String source = sources[random.nextInt(sources.length)];
            Path damaged = run.resolve("damaged.db");
            Files.write(damaged, damage(Files.readAllBytes(run.resolve(source)), random));
            List<String> args = new ArrayList<>(List.of(commands[random.nextInt(commands.length)]));
            args.add(damaged.toString());
            String[] words = args.toArray(String[]::new);
            Path kept = Files.copy(damaged, run.resolve("kept" + i));
            TestImage.Result ours = ours(words);
            TestImage.Result theirs = theirsUnlessItHangs(words);
            if (theirs == null) {
                continue; // a number of billions in a damaged file makes it count for hours
            }
            assertThat(ours)
                    .as("seed %d, round %d, %s, %s of %s", SEED, i, args, kept, source)
                    .isEqualTo(theirs);
            assertThat(ours.err().lines().count()).isLessThanOrEqualTo(1);
        }
    }

    private static byte[] damage(byte[] bytes, Random random) throws Exception {
        switch (random.nextInt(3)) {
            case 0 -> {
                return Arrays.copyOf(bytes, random.nextInt(bytes.length));
            }
            case 1 -> {
                bytes[random.nextInt(bytes.length)] = (byte) (' ' + random.nextInt(95));
                return bytes;
            }
            default -> {
                return replaceToken(bytes, random);
            }
        }
    }

    /** Replace a word or number in one record, whose header then fits. */
    private static byte[] replaceToken(byte[] bytes, Random random) throws Exception {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        List<String> lines = new ArrayList<>(text.lines().toList());
        int line = 2 * random.nextInt(lines.size() / 2) + 1;
        Matcher tokens = Pattern.compile("\"[^\"]*\"|\\b\\d+\\b|null|true").matcher(lines.get(line));
        List<int[]> places = new ArrayList<>();
        while (tokens.find()) {
            places.add(new int[] {tokens.start(), tokens.end()});
        }
        int[] place = places.get(random.nextInt(places.size()));
        String[] others = {"null", "1", "\"x\"", "true", "-1", "0", "[]", "{}"};
        String json = lines.get(line).substring(0, place[0]) + others[random.nextInt(others.length)]
                + lines.get(line).substring(place[1]) + "\n";
        byte[] body = json.getBytes(StandardCharsets.ISO_8859_1);
        lines.set(line, json.stripTrailing());
        lines.set(
                line - 1,
                lines.get(line - 1)
                        .replaceFirst(
                                " \\d+ [0-9a-f]+$",
                                " " + body.length + " "
                                        + HexFormat.of()
                                                .formatHex(MessageDigest.getInstance("SHA-1")
                                                        .digest(body))));
        return (String.join("\n", lines) + "\n").getBytes(StandardCharsets.ISO_8859_1);
    }
}
