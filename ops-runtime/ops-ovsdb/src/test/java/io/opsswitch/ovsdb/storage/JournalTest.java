/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TestSchema;
import io.opsswitch.ovsdb.engine.TestEngine;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void create() throws Exception {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        path = folder.resolve("t.db");
        DatabaseFile.create(path, TestSchema.get());
    }

    private static String insert(String name) {
        return "{'op':'insert','table':'Root','row':{'name':'" + name + "','set':['set',['a','b']]}}";
    }

    private static final String NAMES = "{'op':'select','table':'Root','where':[],'columns':['name'],'sort':['name']}";

    private String names(Path file) throws OvsdbException {
        return TestEngine.run(DatabaseFile.readOnly(file), NAMES);
    }

    private List<Json.Obj> records() throws OvsdbException {
        List<Json.Obj> records = new ArrayList<>();
        try (JournalReader reader = JournalReader.open(path)) {
            for (Json.Obj record = reader.next(); record != null; record = reader.next()) {
                records.add(record);
            }
        }
        return records;
    }

    @Test
    void writesDifferencesAndReadsThemBack() throws Exception {
        try (DatabaseFile file = DatabaseFile.open(path)) {
            TestEngine.run(file.database(), insert("x"), "{'op':'comment','comment':'why'}");
            TestEngine.run(
                    file.database(),
                    "{'op':'mutate','table':'Root','where':[],'mutations':[['set','insert','c'],['set','delete','a']]}");
        }
        List<Json.Obj> records = records();
        assertThat(records).hasSize(3);
        assertThat(records.get(1).toString()).contains("\"_comment\":\"why\"").contains("\"_is_diff\":true");
        assertThat(records.get(2).toString()).contains("\"set\":[\"set\",[\"a\",\"c\"]]");
        assertThat(TestEngine.run(
                        DatabaseFile.readOnly(path), "{'op':'select','table':'Root','where':[],'columns':['set']}"))
                .isEqualTo("[{'rows':[{'set':['set',['b','c']]}]}]");
    }

    @Test
    void writesNoRecordForNothingOrForWhatIsEphemeral() throws Exception {
        try (DatabaseFile file = DatabaseFile.open(path)) {
            TestEngine.run(file.database(), insert("x"));
            TestEngine.run(file.database(), "{'op':'update','table':'Root','where':[],'row':{'eph':'e'}}");
            TestEngine.run(file.database(), "{'op':'comment','comment':'only'}");
            TestEngine.run(file.database(), "{'op':'update','table':'Root','where':[],'row':{'name':'x'}}");
        }
        assertThat(records()).hasSize(2);
    }

    @Test
    void readsRecordsWithWholeValuesToo() throws Exception {
        String uuid = "00000000-0000-4000-8000-000000000001";
        append("{\"_date\":1,\"Root\":{\"" + uuid + "\":{\"name\":\"x\",\"set\":[\"set\",[\"a\",\"b\"]]}}}");
        append("{\"_date\":2,\"Root\":{\"" + uuid + "\":{\"set\":[\"set\",[\"b\",\"c\"]]}}}");
        assertThat(TestEngine.run(
                        DatabaseFile.readOnly(path), "{'op':'select','table':'Root','where':[],'columns':['set']}"))
                .isEqualTo("[{'rows':[{'set':['set',['b','c']]}]}]");
    }

    private void append(String json) throws Exception {
        byte[] body = (json + "\n").getBytes(StandardCharsets.UTF_8);
        String header = "OVSDB JSON " + body.length + " " + RecordFormat.hex(Sha1.digest(body)) + "\n";
        Files.writeString(path, header, java.nio.file.StandardOpenOption.APPEND);
        Files.write(path, body, java.nio.file.StandardOpenOption.APPEND);
    }

    @Test
    void dropsTheLastRecordWhereverItIsCutOffAndGoesOn() throws Exception {
        try (DatabaseFile file = DatabaseFile.open(path)) {
            TestEngine.run(file.database(), insert("a"));
        }
        int good = (int) Files.size(path);
        try (DatabaseFile file = DatabaseFile.open(path)) {
            TestEngine.run(file.database(), insert("b"));
        }
        byte[] whole = Files.readAllBytes(path);
        Path copy = folder.resolve("copy.db");
        for (int length = good; length < whole.length; length++) {
            Files.write(copy, Arrays.copyOf(whole, length));
            try (DatabaseFile file = DatabaseFile.open(copy)) {
                TestEngine.run(file.database(), insert("c"));
            }
            assertThat(names(copy)).as("cut at %d", length).isEqualTo("[{'rows':[{'name':'a'},{'name':'c'}]}]");
        }
    }

    @Test
    void dropsARecordWithABitFlipped() throws Exception {
        try (DatabaseFile file = DatabaseFile.open(path)) {
            TestEngine.run(file.database(), insert("a"));
            TestEngine.run(file.database(), insert("b"));
        }
        byte[] whole = Files.readAllBytes(path);
        whole[whole.length - 10] ^= 1;
        Files.write(path, whole);
        assertThat(names(path)).isEqualTo("[{'rows':[{'name':'a'}]}]");
    }

    @Test
    void refusesFilesThatAreNoDatabaseInOneLine() throws Exception {
        Path bad = folder.resolve("bad.db");
        String[][] cases = {
            {"", "cannot identify file type"},
            {"hello\n", "unexpected file format"},
            {"OVSDB CLUSTER 3 " + "0".repeat(40) + "\n{}\n", "clustered databases are not supported"},
            {"OVSDB JSON 3 " + "0".repeat(40) + "\n{}\n", "have SHA-1 hash"},
            {"OVSDB JSON 99999999999 " + "0".repeat(40) + "\n{}\n", "End of file"},
        };
        for (String[] each : cases) {
            Files.writeString(bad, each[0]);
            assertThatThrownBy(() -> DatabaseFile.open(bad))
                    .isInstanceOf(OvsdbException.class)
                    .hasMessageContaining(bad.toString())
                    .hasMessageContaining(each[1]);
        }
        assertThatThrownBy(() -> DatabaseFile.open(folder.resolve("none.db")))
                .hasMessageContaining("No such file or directory");
        assertThatThrownBy(() -> DatabaseFile.create(path, TestSchema.get())).hasMessageContaining("File exists");
    }

    @Test
    void locksTheFile() throws Exception {
        try (DatabaseFile file = DatabaseFile.open(path)) {
            assertThat(file.database()).isNotNull();
            assertThatThrownBy(() -> DatabaseFile.open(path)).hasMessageContaining("failed to lock lockfile");
        }
        DatabaseFile.open(path).close();
    }

    @Test
    void compactsThroughASymbolicLinkWhileTransactionsGoOn() throws Exception {
        Path link = folder.resolve("link.db");
        Files.createSymbolicLink(link, path);
        LinkedBlockingQueue<Runnable> engine = new LinkedBlockingQueue<>();
        try (DatabaseFile file = DatabaseFile.open(link)) {
            for (int i = 0; i < 200; i++) {
                TestEngine.run(
                        file.database(),
                        insert("n" + i),
                        "{'op':'delete','table':'Root','where':[['name','==','n" + (i - 1) + "']]}");
            }
            long before = Files.size(path);
            var running = file.compact(engine::add);
            int during = 0;
            while (!running.isDone()) {
                TestEngine.run(file.database(), insert("during" + during++));
                Runnable task = engine.poll(1, TimeUnit.MILLISECONDS);
                if (task != null) {
                    task.run();
                }
            }
            running.join();
            TestEngine.run(file.database(), insert("later"));
            String now = TestEngine.run(file.database(), NAMES);
            assertThat(now).contains("during0").contains("later").contains("n199");
            assertThat(names(path)).isEqualTo(now);
            assertThat(Files.size(path)).isLessThan(before + during * 400L);
        }
        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(records().get(1).toString()).contains("compacting database online");
        assertThat(folder.resolve("t.db.tmp")).doesNotExist();
    }
}
