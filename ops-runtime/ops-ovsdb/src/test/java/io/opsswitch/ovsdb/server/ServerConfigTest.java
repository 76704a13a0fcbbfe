/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.ovsdb.OvsdbException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ServerConfigTest {

    @TempDir
    Path folder;

    private ServerConfig read(String text) throws Exception {
        return ServerConfig.read(Files.writeString(folder.resolve("config.json"), text.replace('\'', '"')));
    }

    @Test
    void readsRemotesAndDatabases() throws Exception {
        ServerConfig config = read("{'remotes':{'pssl:6640':{},'punix:s':null,'ptcp:1':{'inactivity-probe':0,"
                + "'max-backoff':9000,'read-only':true,'dscp':48}},'databases':{'a.db':{},'b.db':null,"
                + "'c.db':{'service-model':'standalone'}}}");
        assertThat(config.remotes())
                .isEqualTo(Map.of(
                        "pssl:6640", RemoteOptions.DEFAULT,
                        "punix:s", RemoteOptions.DEFAULT,
                        "ptcp:1", new RemoteOptions(0, 9000, true, 48)));
        assertThat(config.databases()).isEqualTo(List.of("a.db", "b.db", "c.db"));
        assertThat(read("{}")).isEqualTo(new ServerConfig(Map.of(), List.of()));
        assertThat(read("{'remotes':null}")).isEqualTo(new ServerConfig(Map.of(), List.of()));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "[] | configuration in a file must be a JSON object",
                "{ | line 0",
                "{'remote':{}} | Member 'remote' is present but not allowed here.",
                "{'remotes':[]} | 'remotes' is not a JSON object or null",
                "{'remotes':{'nonsense:1':{}}} | nonsense:1: unknown connection method",
                "{'remotes':{'ptcp:1':7}} | ptcp:1: JSON-RPC options is not a JSON object or null",
                "{'remotes':{'ptcp:1':{'probe':1}}} | Member 'probe' is present but not allowed here.",
                "{'remotes':{'ptcp:1':{'read-only':1}}} | Type mismatch for member 'read-only'.",
                "{'remotes':{'ptcp:1':{'max-backoff':-1}}} | 'max-backoff' must not be negative",
                "{'remotes':{'ptcp:1':{'dscp':64}}} | 'dscp' must be between 0 and 63.",
                "{'remotes':{'ptcp:1':{'role':'x'}}} | role-based access control, which is not supported yet",
                "{'databases':{'a':{'service-model':'foo'}}} | 'foo' is not a valid service model",
                "{'databases':{'a':{'service-model':'relay','source':{}}}} | 'relay' is not supported yet",
                "{'databases':{'a':{'backup':true}}} | Member 'backup' is present but not allowed here."
            })
    void saysWhereAndWhatIsWrong(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(OvsdbException.class)
                .hasMessageStartingWith("configuration error: " + folder.resolve("config.json") + ": ")
                .hasMessageContaining(message);
    }

    @Test
    void saysThatTheFileIsMissing() {
        assertThatThrownBy(() -> ServerConfig.read(folder.resolve("none")))
                .hasMessage("configuration error: " + folder.resolve("none") + ": no such file");
    }
}
