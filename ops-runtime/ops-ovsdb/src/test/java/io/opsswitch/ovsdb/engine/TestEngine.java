/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonParser;

/** Executes operations given as text, with single quotes for double ones. */
public final class TestEngine {

    private TestEngine() {}

    public static String run(Database database, String... operations) {
        return result(database, operations).toString().replace('"', '\'');
    }

    public static Json result(Database database, String... operations) {
        try {
            Json.Arr params =
                    (Json.Arr) JsonParser.parse(("['T'," + String.join(",", operations) + "]").replace('\'', '"'));
            Executor.Outcome outcome = Executor.execute(database, params, "", lock -> lock.equals("mine"), 0);
            if (outcome instanceof Executor.Outcome.Appended appended) {
                appended.commit().apply();
                return appended.commit().results();
            }
            return outcome instanceof Executor.Outcome.Finished finished ? finished.results() : Json.of("waiting");
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }
}
