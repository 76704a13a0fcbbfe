/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.engine.Executor;
import io.opsswitch.ovsdb.storage.DatabaseFile;
import io.opsswitch.ovsdb.storage.DatabaseUpgrade;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversions by our ovsdb-tool beside those by Debian's. */
class OvsdbToolPeerTest {

    private static final String[] TABLES = {"Open_vSwitch", "Bridge", "Port", "Interface", "Mirror", "QoS", "Queue"};

    @TempDir
    Path folder;

    private TestImage image;
    private Path database;

    @BeforeEach
    void fillDatabase() throws Exception {
        TestImage.needs("ovsdb-tool", "ovs-vsctl");
        image = new TestImage(folder);
        database = image.run().resolve("conf.db");
        image.ok("ovsdb-tool", "create", database.toString(), image.schema().toString());
        image.ok("ovsdb-tool", "transact", database.toString(), """
                ["Open_vSwitch",
                 {"op":"insert","table":"Interface","uuid-name":"i","row":{"name":"p0","other_config":["map",[["a","1"]]]}},
                 {"op":"insert","table":"Interface","uuid-name":"j","row":{"name":"p1"}},
                 {"op":"insert","table":"Queue","uuid-name":"u","row":{"dscp":5}},
                 {"op":"insert","table":"QoS","uuid-name":"q","row":{"type":"linux-htb",
                   "queues":["map",[[1,["named-uuid","u"]]]]}},
                 {"op":"insert","table":"Port","uuid-name":"p","row":{"name":"p0","tag":5,
                   "trunks":["set",[1,2,3]],"qos":["named-uuid","q"],"interfaces":["named-uuid","i"]}},
                 {"op":"insert","table":"Port","uuid-name":"r","row":{"name":"p1","interfaces":["named-uuid","j"]}},
                 {"op":"insert","table":"Mirror","uuid-name":"m","row":{"name":"m0","select_all":true,
                   "output_port":["named-uuid","p"]}},
                 {"op":"insert","table":"Bridge","uuid-name":"b","row":{"name":"br0","fail_mode":"secure",
                   "flood_vlans":["set",[7,8]],"mirrors":["named-uuid","m"],
                   "ports":["set",[["named-uuid","p"],["named-uuid","r"]]]}},
                 {"op":"insert","table":"Open_vSwitch","row":{"bridges":["named-uuid","b"],"next_cfg":3}}]
                """);
    }

    private Path schema(String... replacements) throws Exception {
        String text = Files.readString(image.schema());
        for (int i = 0; i < replacements.length; i += 2) {
            assertThat(text).contains(replacements[i]);
            text = text.replace(replacements[i], replacements[i + 1]);
        }
        return Files.writeString(folder.resolve("new.ovsschema"), text);
    }

    private String rows(Path file, Path newSchema) throws Exception {
        StringBuilder text = new StringBuilder();
        for (String table : TABLES) {
            if (Files.readString(newSchema).contains("\"" + table + "\": {")) {
                String query = "[\"Open_vSwitch\",{\"op\":\"select\",\"table\":\"" + table + "\",\"where\":[]}]";
                // Versions are made anew by each conversion, and rows come in no order.
                String result = image.ok("ovsdb-tool", "query", file.toString(), query)
                        .replaceAll("\"_version\":\\[\"uuid\",\"[^\"]*\"\\],?", "");
                text.append(table).append(' ').append(sorted(result)).append('\n');
            }
        }
        return text.toString();
    }

    private static String sorted(String rows) {
        return String.join(
                        "\n",
                        java.util.Arrays.stream(rows.split("(?<=\\}),(?=\\{)"))
                                .sorted()
                                .toList())
                .replace("[{\"rows\":[", "")
                .replace("]}]", "");
    }

    private void convertsAlike(Path newSchema) throws Exception {
        Path theirs = folder.resolve("theirs.db");
        Path ours = folder.resolve("ours.db");
        TestImage.Result expected =
                image.run("ovsdb-tool", "convert", database.toString(), newSchema.toString(), theirs.toString());
        TestImage.Result result =
                image.program("ovsdb-tool", "convert", database.toString(), newSchema.toString(), ours.toString());
        assertThat(result).isEqualTo(expected);
        if (expected.status() == 0) {
            assertThat(rows(ours, newSchema)).isEqualTo(rows(theirs, newSchema)).contains("br0");
            assertThat(image.ok("ovsdb-tool", "needs-conversion", ours.toString(), newSchema.toString()))
                    .isEqualTo("no\n");
        }
    }

    @Test
    void convertsAsDebiansDoesWhenColumnsAndTablesGo() throws Exception {
        convertsAlike(schema("\"flood_vlans\"", "\"flood_vlanz\""));
        convertsAlike(schema("\"mirrors\"", "\"mirrorz\""));
        convertsAlike(schema("\"qos\": {", "\"qoz\": {", "\"isRoot\": true}", "\"isRoot\": true }"));
    }

    @Test
    void convertsAsDebiansDoesWhenTypesWiden() throws Exception {
        convertsAlike(schema("\"maxInteger\": 4095", "\"maxInteger\": 8191"));
        convertsAlike(schema("\"version\": \"8.3.1\"", "\"version\": \"9.0.0\""));
    }

    @Test
    void refusesWhatDoesNotFitInTheSameWords() throws Exception {
        convertsAlike(schema("\"maxInteger\": 63", "\"maxInteger\": 4"));
        convertsAlike(schema("[\"set\", [\"standalone\", \"secure\"]]", "[\"set\", [\"standalone\"]]"));
    }

    @Test
    void tellsOfMissingFilesInTheSameWords() throws Exception {
        String schema = schema().toString();
        for (String[] arguments : new String[][] {
            {"convert", "nosuch.db", schema},
            {"convert", database.toString(), "nosuch.ovsschema"},
            {"needs-conversion", "nosuch.db", schema},
            {"needs-conversion", database.toString(), "nosuch.ovsschema"},
            {"db-cksum", "nosuch.db"}
        }) {
            String[] command = new String[arguments.length + 1];
            command[0] = "ovsdb-tool";
            System.arraycopy(arguments, 0, command, 1, arguments.length);
            assertThat(image.program("ovsdb-tool", arguments)).isEqualTo(image.run(command));
        }
    }

    @Test
    void answersAsDebiansDoesAboutSchemas() throws Exception {
        Path other = schema("\"flood_vlans\"", "\"flood_vlanz\"");
        for (String[] arguments : new String[][] {
            {"needs-conversion", database.toString(), image.schema().toString()},
            {"needs-conversion", database.toString(), other.toString()},
            {"db-name", database.toString()},
            {"db-version", database.toString()},
            {"db-cksum", database.toString()},
            {"schema-name", other.toString()},
            {"schema-version", other.toString()},
            {"schema-cksum", other.toString()}
        }) {
            String[] command = new String[arguments.length + 1];
            command[0] = "ovsdb-tool";
            System.arraycopy(arguments, 0, command, 1, arguments.length);
            assertThat(image.program("ovsdb-tool", arguments)).isEqualTo(image.run(command));
        }
    }

    @Test
    void refusesWhatARoleMayNotChangeInTheSameWords() throws Exception {
        Path schema = folder.resolve("roles.ovsschema");
        Files.writeString(schema, """
                {"name":"R","version":"1.0.0","tables":{
                 "RBAC_Role":{"isRoot":true,"columns":{"name":{"type":"string"},"permissions":{"type":{"key":"string",
                  "value":{"type":"uuid","refTable":"RBAC_Permission"},"min":0,"max":"unlimited"}}}},
                 "RBAC_Permission":{"columns":{"table":{"type":"string"},"insert_delete":{"type":"boolean"},
                  "authorization":{"type":{"key":"string","min":0,"max":"unlimited"}},
                  "update":{"type":{"key":"string","min":0,"max":"unlimited"}}}},
                 "T":{"isRoot":true,"columns":{"n":{"type":"integer"}}}}}""");
        String file = image.run().resolve("roles.db").toString();
        image.ok("ovsdb-tool", "create", file, schema.toString());
        for (String operation : new String[] {
            "{\"op\":\"insert\",\"table\":\"T\",\"row\":{}}",
            "{\"op\":\"delete\",\"table\":\"T\",\"where\":[]}",
            "{\"op\":\"update\",\"table\":\"T\",\"where\":[],\"row\":{\"n\":1}}",
            "{\"op\":\"mutate\",\"table\":\"T\",\"where\":[],\"mutations\":[[\"n\",\"+=\",1]]}",
            "{\"op\":\"select\",\"table\":\"T\",\"where\":[]}"
        }) {
            String transaction = "[\"R\"," + operation + "]";
            assertThat(image.program("ovsdb-tool", "--rbac-role=r", "transact", file, transaction))
                    .as(operation)
                    .isEqualTo(image.run("ovsdb-tool", "--rbac-role=r", "transact", file, transaction));
        }
    }

    @Test
    void upgradeRefusesListsAndDropsOnlyWhenTold() throws Exception {
        String other = schema("\"flood_vlans\"", "\"flood_vlanz\"").toString();
        byte[] before = Files.readAllBytes(database);
        TestImage.Result refused = image.program("ovsdb-tool", "upgrade", database.toString(), other);
        assertThat(refused.status()).isEqualTo(1);
        assertThat(refused.err()).contains("  Bridge br0: flood_vlans = [7, 8]\n", "--drop-data");
        assertThat(database).hasBinaryContent(before);
        TestImage.Result done = image.program("ovsdb-tool", "upgrade", "--drop-data", database.toString(), other);
        assertThat(done.err()).isEmpty();
        assertThat(done.out()).contains("Dropped", "flood_vlans", "conf.db.backup-8.3.1-");
        assertThat(image.ok("ovsdb-tool", "needs-conversion", database.toString(), other))
                .isEqualTo("no\n");
        assertThat(image.program("ovsdb-tool", "upgrade", database.toString(), other))
                .isEqualTo(new TestImage.Result(0, "", ""));
    }

    @Test
    void aKillInTheMidstOfAnUpgradeLeavesTheOldOrTheNewDatabaseWhole() throws Exception {
        Path big = image.run().resolve("big.db");
        int rows = 30_000;
        DatabaseFile.create(big, DatabaseSchema.read(image.schema()));
        try (DatabaseFile file = DatabaseFile.open(big)) {
            StringBuilder text = new StringBuilder("[\"Open_vSwitch\"");
            for (int i = 0; i < rows; i++) {
                text.append(",{\"op\":\"insert\",\"table\":\"Queue\",\"row\":{\"dscp\":")
                        .append(i % 64)
                        .append("}}");
            }
            Json.Arr operations = (Json.Arr) JsonParser.parse(text.append(']').toString());
            Executor.Outcome.Appended done =
                    (Executor.Outcome.Appended) Executor.execute(file.database(), operations, "", lock -> false, 0);
            done.commit().apply();
        }
        byte[] before = Files.readAllBytes(big);
        String other =
                schema("\"version\": \"8.3.1\"", "\"version\": \"9.0.0\"").toString();
        int converted = 0;
        for (int round = 0; round < 8; round++) {
            Path file = image.run().resolve("round" + round + ".db");
            Files.write(file, before);
            Process process = image.builder(image.bin("ovsdb-tool").toString(), "upgrade", file.toString(), other)
                    .redirectErrorStream(true)
                    .redirectOutput(image.run().resolve("upgrade.log").toFile())
                    .start();
            // The last round is left alone.
            if (round < 7) {
                process.waitFor(300 + 150L * round, TimeUnit.MILLISECONDS);
                process.destroyForcibly();
            }
            process.waitFor();
            assertThat(DatabaseFile.readOnly(file).rows("Queue")).hasSize(rows);
            if (DatabaseUpgrade.schemaOf(file).version().equals("9.0.0")) {
                converted++;
                String backup = "round" + round + ".db.backup-8.3.1-"
                        + DatabaseUpgrade.schemaOf(big).checksum().replaceFirst(" .*", "");
                assertThat(image.run().resolve(backup)).hasBinaryContent(before);
            } else {
                assertThat(file).hasBinaryContent(before);
            }
        }
        assertThat(converted).isPositive();
    }
}
