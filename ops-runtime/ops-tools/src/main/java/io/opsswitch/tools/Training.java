/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.tools.dbtool.OvsdbToolProgram;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Does once what a program usually does, so that the JVM, which the launcher starts for this with the right option, can
 * write an archive of the classes that are loaded then. Works in a temporary folder and prints nothing of use.
 */
public final class Training {

    private static final String SCHEMA = """
            {"name":"Training","version":"1.0.0","cksum":"1 1","tables":{
              "Row":{"isRoot":true,"indexes":[["name"]],"columns":{
                "name":{"type":"string"},
                "count":{"type":{"key":{"type":"integer","minInteger":0,"maxInteger":10},"min":0,"max":1}},
                "share":{"type":"real"},
                "live":{"type":"boolean","ephemeral":true},
                "kind":{"type":{"key":{"type":"string","enum":["set",["a","b"]]},"min":0,"max":"unlimited"}},
                "other":{"type":{"key":"string","value":"string","min":0,"max":"unlimited"}},
                "parts":{"type":{"key":{"type":"uuid","refTable":"Part"},"min":0,"max":"unlimited"}},
                "main":{"type":{"key":{"type":"uuid","refTable":"Part","refType":"weak"},"min":0,"max":1}}}},
              "Part":{"columns":{"name":{"type":"string"}}}}}
            """;

    private static final String INSERT = """
            ["Training",
             {"op":"insert","table":"Part","uuid-name":"p","row":{"name":"p"}},
             {"op":"insert","table":"Row","row":{"name":"NAME","count":1,"share":1.5,"live":true,"kind":["set",["a"]],
              "other":["map",[["a","b"]]],"parts":["named-uuid","p"],"main":["named-uuid","p"]}},
             {"op":"select","table":"Row","where":[["name","==","NAME"]]},
             {"op":"mutate","table":"Row","where":[],"mutations":[["count","+=",1]]},
             {"op":"update","table":"Row","where":[["count",">",5]],"row":{"count":2}},
             {"op":"wait","table":"Row","where":[],"columns":["name"],"until":"!=","rows":[],"timeout":0},
             {"op":"delete","table":"Row","where":[["name","==","none"]]},
             {"op":"comment","comment":"training"}]
            """;

    private static final String SELECT = "[\"Training\",{\"op\":\"select\",\"table\":\"Row\",\"where\":[]}]";

    private final Path folder;
    private final String schema;
    private final String database;

    private Training(Path folder) throws IOException {
        this.folder = folder;
        this.schema = Files.writeString(folder.resolve("schema"), SCHEMA).toString();
        this.database = folder.resolve("db").toString();
    }

    /** Train the program that is named. */
    public static void main(String[] args) throws IOException, ExitException {
        Path folder = Files.createTempDirectory("ops");
        try {
            Training training = new Training(folder);
            training.files();
            if (!args[0].equals(OvsdbToolProgram.NAME)) {
                training.server();
            }
        } finally {
            delete(folder);
        }
        Daemon.run(args[0], new OvsdbToolMain("--version")); // which ends the process as the programs end
    }

    private static void delete(Path folder) throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.toList();
        }
        for (Path file : files) {
            Files.deleteIfExists(file);
        }
        Files.delete(folder);
    }

    private void files() throws ExitException {
        tool("create", database, schema);
        tool("transact", database, INSERT.replace("NAME", "a"));
        tool("query", database, SELECT);
        for (String command : List.of("db-name", "db-version", "db-cksum", "db-is-standalone")) {
            tool(command, database);
        }
        tool("schema-name", schema);
        tool("needs-conversion", database, schema);
        tool("-mm", "show-log", database);
        tool("compact", database);
        tool("convert", database, schema);
        tool("create-cluster", database + ".raft", database, "tcp:127.0.0.1:1");
        tool("db-cid", database + ".raft");
    }

    private static void tool(String... args) throws ExitException {
        new OvsdbToolMain(args).run();
    }

    /** Run the server, and the other programs against it. */
    private void server() throws ExitException {
        String socket = "unix:" + folder.resolve("sock");
        String control = folder.resolve("ctl").toString();
        OvsdbServerMain.main(new String[] {
            database,
            "--remote=p" + socket,
            "--unixctl=" + control,
            "-vconsole:off",
            "--log-file=" + folder.resolve("log")
        });
        client("list-dbs", socket);
        client("get-schema-version", socket, "Training");
        client("list-tables", socket, "Training");
        client("transact", socket, INSERT.replace("NAME", "b"));
        client("query", socket, SELECT);
        client("dump", socket, "Training");
        client("--format=json", "dump", socket, "Training", "Row", "name");
        client("needs-conversion", socket, schema);
        client("wait", socket, "Training", "added");
        new OvsAppctlMain().run("-t", control, "memory/show");
        new OvsAppctlMain().run("-t", control, "ovsdb-server/list-dbs");
    }

    private static void client(String... args) throws ExitException {
        new OvsdbClientMain(args).run();
    }
}
