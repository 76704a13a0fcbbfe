/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The command line, called as its main method does. */
class SchemaMainTest {

    private static final String SCHEMA = """
            {"name": "Net", "version": "1.0.0", "tables": {
              "R": {"isRoot": true, "columns": {"a": {"type": "string"},
                "c": {"type": {"key": {"type": "uuid", "refTable": "C"}, "min": 0}, "feature_list": ["X"]}}},
              "C": {"feature_list": ["X", "Y"], "isRoot": true, "columns": {"n": {"type": "integer"}}}}}
            """;

    @TempDir
    Path folder;

    private String schema;
    private String out;
    private String err;

    @BeforeEach
    void writeSchema() throws Exception {
        schema = file("net.extschema", SCHEMA);
        file("net.xml", """
                <database><table name="R"><column name="a"/><column name="c"><feature_list><feature>X</feature></feature_list>
                </column></table><table name="C"><feature_list><feature>X</feature><feature>Y</feature></feature_list>
                <column name="n"/></table></database>""");
    }

    private String file(String name, String text) throws Exception {
        return Files.writeString(folder.resolve(name), text).toString();
    }

    private int run(String... arguments) {
        ByteArrayOutputStream outBytes = new ByteArrayOutputStream();
        ByteArrayOutputStream errBytes = new ByteArrayOutputStream();
        int status = new SchemaMain(
                        new PrintStream(outBytes, true, StandardCharsets.UTF_8),
                        new PrintStream(errBytes, true, StandardCharsets.UTF_8))
                .run(arguments);
        out = outBytes.toString(StandardCharsets.UTF_8).replace(folder + "/", "");
        err = errBytes.toString(StandardCharsets.UTF_8).replace(folder + "/", "");
        return status;
    }

    @Test
    void prunesByListManifestAndConfigurationAlike() throws Exception {
        String[][] ways = {
            {"--features", file("image_features", "Y Z\n")},
            {"--features", file("manifest.json", "{\"features\": {\"Y\": \"flag\"}}")},
            {"--config", file(".ops-config", "#\n# x\n#\nOPS_CONFIG_Y=y\nOPS_CONFIG_N=4\n# OPS_CONFIG_X is not set\n")},
            {"--config", file(".config", "CONFIG_Y=y\r\n"), "--prefix", "CONFIG_"},
            {"--features", file("none", "X"), "--on", "Y", "--off=X"}
        };
        for (String[] way : ways) {
            String[] command = new String[way.length + 5];
            System.arraycopy(
                    new String[] {
                        "prune",
                        "--schema",
                        schema,
                        "--out",
                        folder.resolve("o").toString()
                    },
                    0,
                    command,
                    0,
                    5);
            System.arraycopy(way, 0, command, 5, way.length);
            assertThat(run(command)).as(err).isZero();
            assertThat(out).contains("pruned: column R.c (X)\n", "Net 1.0.0: 1 entities pruned, cksum ");
            assertThat(folder.resolve("o/net.ovsschema"))
                    .content()
                    .contains("\"C\"")
                    .doesNotContain("refTable");
            assertThat(folder.resolve("o/net.xml")).content().doesNotContain("\"c\"", "feature");
            assertThat(folder.resolve("o/net.extschema")).exists();
        }
    }

    @Test
    void tellsWhatIsUnsoundWithExitCode1() throws Exception {
        String broken = file("b.extschema", SCHEMA.replace("[\"X\", \"Y\"]", "[\"Y\"]"));
        assertThat(run("prune", "--schema", broken, "--features", file("f", "X"), "--out", folder + "/o"))
                .isEqualTo(1);
        assertThat(err)
                .startsWith(
                        "b.extschema:3:56: table R, column c: refers to table C, which is pruned because Y is off (tag"
                                + " [\"Y\"]), while the column is kept (tagged [\"X\"]); switch on Y, or switch off X, or tag")
                .endsWith("\n1 error\n");
        assertThat(folder.resolve("o")).doesNotExist();
    }

    @Test
    void checksEachChangeOfOneSymbol() throws Exception {
        assertThat(run("check", "--schema", schema, "--each-symbol")).as(err).isZero();
        assertThat(out).isEqualTo("Net: sound, 2 changes of one symbol tried\n");
        String broken = file("b.extschema", SCHEMA.replace("[\"X\", \"Y\"]", "[\"Y\"]"));
        assertThat(run("check", "--schema", broken)).as(err).isZero();
        assertThat(run("check", "--schema", broken, "--each-symbol")).isEqualTo(1);
        assertThat(err).contains("without Y: b.extschema:3:56: table R, column c: refers to table C");
        assertThat(out).isEqualTo("Net: 1 error, 2 changes of one symbol tried\n");
    }

    @Test
    void sanitizesToStandardOutputOrFile() throws Exception {
        assertThat(run("sanitize", "--schema", schema)).as(err).isZero();
        assertThat(out).contains("\"cksum\"").doesNotContain("feature_list");
        String text = out;
        assertThat(run("sanitize", "--schema", schema, "--out", folder + "/s.ovsschema"))
                .isZero();
        assertThat(folder.resolve("s.ovsschema")).hasContent(text);
    }

    @Test
    void generatesClassesAndLeavesThemAloneTheSecondTime() {
        String[] command = {"idl", "--schema", schema, "--package", "com.example.db", "-o", folder + "/java"};
        assertThat(run(command)).as(err).isZero();
        assertThat(out).isEqualTo("com.example.db: 4 files, 4 changed\n");
        assertThat(folder.resolve("java/com/example/db/R.java")).content().contains("public C c()");
        assertThat(run(command)).as(err).isZero();
        assertThat(out).isEqualTo("com.example.db: 4 files, 0 changed\n");
        assertThat(run("idl", "--schema", schema, "--package=q", "-o", folder + "/q", "--tables=R"))
                .as(err)
                .isZero();
        assertThat(folder.resolve("q/q/R.java")).content().contains("public UUID c()");
        assertThat(folder.resolve("q/q/C.java")).doesNotExist();
        assertThat(run("idl", "--schema", schema, "--package=q", "-o", folder + "/q", "--without=R"))
                .as(err)
                .isZero();
        assertThat(folder.resolve("q/q/R.java")).doesNotExist();
        assertThat(folder.resolve("q/q/C.java")).exists();
        assertThat(run("idl", "--schema", schema, "--package=q", "-o", folder + "/q", "--without=X"))
                .isEqualTo(2);
        assertThat(err).isEqualTo("ops-schema: --without: the schema has no table \"X\"; it has C, R\n");
        command[4] = "com.class";
        assertThat(run(command)).isEqualTo(2);
        assertThat(err)
                .isEqualTo("ops-schema: --package \"com.class\" is no name of a Java package; write one such as"
                        + " com.example.db\n");
    }

    @Test
    void documentsAndCompares() throws Exception {
        assertThat(run("doc", "--schema", schema, "--features", file("f", "Y"), "--out", folder + "/doc"))
                .as(err)
                .isZero();
        assertThat(folder.resolve("doc/net/table-R.html")).content().doesNotContain(">c<");
        assertThat(folder.resolve("doc/man/Net.conf.db.5")).exists();
        assertThat(run("diff", schema, schema)).isZero();
        String other = file("other.extschema", SCHEMA.replace("\"a\":", "\"b\":"));
        assertThat(run("diff", schema, other)).isEqualTo(1);
        assertThat(out).contains("- column R.a (data is dropped)\n+ column R.b\n", "needs conversion: yes\n");
        assertThat(run("diff", "--json", schema, other)).isEqualTo(1);
        assertThat(out).startsWith("{\n").contains("\"lossless\": false");
    }

    @Test
    void explainsEveryCommand() {
        assertThat(run("--help")).isZero();
        assertThat(out).contains("usage: ops-schema COMMAND");
        for (String command : new String[] {"prune", "check", "sanitize", "doc", "diff"}) {
            assertThat(run(command, "--help")).isZero();
            assertThat(out).startsWith("usage: ops-schema " + command);
        }
    }

    @Test
    void tellsOfWrongCallsWithExitCode2() throws Exception {
        String m = file("m", "OPS_CONFIG_A=m\n");
        String odd = file("odd", "\nCONFIG_A=y\n");
        String list = file("list", "A,B");
        String json = file("json", "{\"features\": [}");
        assertUsage("no command given", new String[0]);
        assertUsage("unknown command \"prun\"", "prun");
        assertUsage("option --schema is missing", "prune", "--out", "x", "--features", file("good", "A"));
        assertUsage("unknown option \"--nonsense\"", "check", "--nonsense");
        assertUsage("option --schema needs a value", "check", "--schema");
        assertUsage("\"word\" is too much", "check", "--schema", schema, "word");
        assertUsage("needs two files, OLD and NEW, but 1 given", "diff", schema);
        assertUsage("give either --features or --config", "check", "--schema", schema, "--features", m, "--config", m);
        assertUsage("give what is on with", "prune", "--schema", schema, "--out", "x");
        assertUsage("m:1:1: A is m", "check", "--schema", schema, "--config", m);
        assertUsage("odd:2:1: \"CONFIG_A=y\" is no line", "check", "--schema", schema, "--config", odd);
        assertUsage("list: \"A,B\" is no symbol", "check", "--schema", schema, "--features", list);
        assertUsage("json:1:", "check", "--schema", schema, "--features", json);
        assertUsage("--on and --off change", "check", "--schema", schema, "--on", "X");
    }

    private void assertUsage(String message, String... command) {
        int status = run(command);
        assertThat(err).contains(message).startsWith("ops-schema: ").hasLineCount(1);
        assertThat(status).as(err).isEqualTo(2);
    }

    @Test
    void aMissingFileIsOneClearError() {
        assertThat(run("check", "--schema", folder + "/none.extschema")).isEqualTo(1);
        assertThat(err)
                .isEqualTo("none.extschema:1:1: the file does not exist; create it or correct the path\n1 error\n");
    }
}
