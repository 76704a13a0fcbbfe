/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.windowshost;

import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.common.json.Json;
import io.opsswitch.tools.client.OvsdbClientProgram;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Sets the managers of the switch's database: where the server listens or connects to beside its own socket. For hosts that
 * have no ovs-vsctl, which needs such a place to begin with.
 */
public final class Managers {

    private static final String DATABASE = "Open_vSwitch";

    private Managers() {}

    /**
     * Put the targets in the place of those that are there, and print the server's answer as ovsdb-client(1) does.
     *
     * @param args the server, and any number of targets
     */
    public static void main(String[] args) {
        List<String> targets = List.of(args).subList(1, args.length);
        Daemon.run(
                OvsdbClientProgram.NAME,
                () -> new OvsdbClientProgram()
                        .run("transact", args[0], transaction(targets).toString()));
    }

    /** Return the transaction, whose last result tells how many rows were updated: none if the database has no switch. */
    static Json transaction(List<String> targets) {
        List<Json> words = new ArrayList<>();
        words.add(Json.of(DATABASE));
        List<Json> rows = new ArrayList<>();
        for (String target : targets) {
            String name = "manager" + rows.size();
            words.add(Json.object()
                    .with("op", Json.of("insert"))
                    .with("table", Json.of("Manager"))
                    .with("row", Json.object().with("target", Json.of(target)))
                    .with("uuid-name", Json.of(name)));
            rows.add(new Json.Arr(List.of(Json.of("named-uuid"), Json.of(name))));
        }
        words.add(Json.object()
                .with("op", Json.of("update"))
                .with("table", Json.of(DATABASE))
                .with("where", new Json.Arr(List.of()))
                .with(
                        "row",
                        new Json.Obj(
                                Map.of("manager_options", new Json.Arr(List.of(Json.of("set"), new Json.Arr(rows)))))));
        return new Json.Arr(words);
    }
}
