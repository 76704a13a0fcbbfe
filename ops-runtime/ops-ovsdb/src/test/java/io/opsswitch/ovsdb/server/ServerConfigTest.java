/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.ovsdb.server.DatabaseConfig.Model;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerConfigTest {

    private final List<String> warnings = new ArrayList<>();

    private ServerConfig parse(String text) throws Exception {
        return ServerConfig.parse(JsonParser.parse(text.replace('\'', '"')), warnings::add);
    }

    @Test
    void readsRemotesAndDatabases() throws Exception {
        ServerConfig config = parse("{'remotes':{'pssl:6640':{},'punix:s':null,'ptcp:1':{'inactivity-probe':0,"
                + "'max-backoff':9000,'read-only':true,'dscp':48,'role':'r'}},'databases':{'a.db':{},'b.db':null,"
                + "'c.db':{'service-model':'standalone'}},'whatever':1}");
        assertThat(config.remotes())
                .isEqualTo(Map.of(
                        "pssl:6640", RemoteOptions.DEFAULT,
                        "punix:s", RemoteOptions.DEFAULT,
                        "ptcp:1", new RemoteOptions(0, 9000, true, 48, "r")));
        assertThat(config.databases())
                .isEqualTo(Map.of(
                        "a.db", DatabaseConfig.DEFAULT,
                        "b.db", DatabaseConfig.DEFAULT,
                        "c.db", DatabaseConfig.of(Model.STANDALONE)));
        assertThat(parse("{'remotes':null}")).isEqualTo(new ServerConfig(Map.of(), Map.of()));
        assertThat(warnings).isEmpty();
    }

    @Test
    void readsSourcesOfRelaysAndBackups() throws Exception {
        ServerConfig config =
                parse("{'databases':{'R':{'service-model':'relay','source':{'tcp:1.2.3.4:1':{'dscp':42}}},"
                        + "'b.db':{'service-model':'active-backup','backup':true,'source':{'unix:x':null},"
                        + "'exclude-tables':['A','B']},'a.db':{'service-model':'active-backup','backup':false}}}");
        DatabaseConfig relay = config.databases().get("R");
        assertThat(relay.source()).isEqualTo("tcp:1.2.3.4:1");
        assertThat(relay.sourceOptions().dscp()).isEqualTo(42);
        assertThat(relay.sourceOptions().inactivityProbeMs()).isEqualTo(5000);
        DatabaseConfig backup = config.databases().get("b.db");
        assertThat(backup.backup()).isTrue();
        assertThat(backup.excludeTables()).isEqualTo(List.of("A", "B"));
        assertThat(config.databases().get("a.db").source()).isNull();
        assertThat(warnings).isEmpty();
    }

    @Test
    void readsWhatItWrites() throws Exception {
        ServerConfig config = parse("{'remotes':{'ptcp:1':{'read-only':true,'role':'r'},'punix:s':{}},'databases':{"
                + "'R':{'service-model':'relay','source':{'tcp:1.2.3.4:1':{'dscp':42}}},'a.db':{},"
                + "'b.db':{'service-model':'active-backup','backup':true,'source':{'unix:x':{}},"
                + "'exclude-tables':['A','B']}}}");
        Json written = JsonParser.parse(config.toJson().toString());
        assertThat(ServerConfig.parse(written, warnings::add)).isEqualTo(config);
        assertThat(warnings).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "[] | configuration in a file must be a JSON object",
                "{'remotes':[]} | config: 'remotes' is not a JSON object",
                "{'remotes':{'nonsense:1':{}}} | nonsense:1: unknown connection method",
                "{'remotes':{'ptcp:1':7}} | ptcp:1: JSON-RPC options are not a JSON object or null",
                "{'databases':{'a':{'service-model':'foo'}}} | Unrecognized database service model: 'foo'",
                "{'databases':{'a':{'service-model':'foo'}}} | Parsing database a failed: 'foo' is not a valid service",
                "{'databases':{'a':{'service-model':'relay'}}} | Required 'source' member is missing.",
                "{'databases':{'a':{'service-model':'relay','source':{}}}} | an object with exactly one element",
                "{'databases':{'a':{'backup':true}}} | Member 'backup' is present but not allowed here.",
                "{'databases':{'a':{'service-model':'active-backup'}}} | Required 'backup' member is missing."
            })
    void refusesWhatCannotBeDone(String text, String message) throws Exception {
        assertThat(parse(text)).isNull();
        assertThat(String.join("\n", warnings)).contains(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "{'probe':1} | Parsing JSON-RPC options failed: Member 'probe' is present but not allowed here.",
                "{'read-only':1} | Type mismatch for member 'read-only'.",
                "{'max-backoff':-1} | 'max-backoff' must be between 0 and 2147483647.",
                "{'dscp':64} | 'dscp' must be between 0 and 63."
            })
    void leavesOutOptionsThatAreWrong(String options, String message) throws Exception {
        ServerConfig config = parse("{'remotes':{'ptcp:1':" + options + "}}");
        assertThat(config.remotes()).containsEntry("ptcp:1", RemoteOptions.DEFAULT);
        assertThat(warnings).hasSize(1);
        assertThat(warnings.get(0)).contains(message);
    }
}
