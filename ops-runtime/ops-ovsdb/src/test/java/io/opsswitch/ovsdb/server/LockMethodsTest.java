/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.embedded.EmbeddedOvsdb;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LockMethodsTest {

    private EmbeddedOvsdb server;
    private TestClient first;
    private TestClient second;

    @BeforeEach
    void start() throws Exception {
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        server = EmbeddedOvsdb.builder().start();
        first = new TestClient(server.socket());
        second = new TestClient(server.socket());
    }

    @AfterEach
    void stop() throws Exception {
        first.close();
        second.close();
        server.close();
    }

    @Test
    void givesTheLockBackToTheOwnerThatWasRobbed() throws Exception {
        first.call("lock", "['L']");
        assertThat(second.call("steal", "['L']")).contains("'locked':true");
        assertThat(first.notification()).contains("'method':'stolen'");
        second.call("unlock", "['L']");
        assertThat(first.notification()).contains("'method':'locked'");
    }

    @Test
    void doesNotGiveItBackToAThiefThatWasRobbed() throws Exception {
        first.call("steal", "['L']");
        second.call("steal", "['L']");
        assertThat(first.notification()).contains("'method':'stolen'");
        assertThat(first.call("lock", "['L']")).contains("must issue \\'unlock\\' before new \\'lock\\'");
        second.call("unlock", "['L']");
        assertThat(first.call("unlock", "['L']")).contains("'result':{}");
        assertThat(first.notificationsKept()).isZero();
        assertThat(second.call("lock", "['L']")).contains("'locked':true");
    }

    @Test
    void refusesLocksOnARemoteThatIsReadOnly() throws Exception {
        Path readOnly = server.socket().resolveSibling("ro");
        server.server().addRemote("punix:" + readOnly, new RemoteOptions(-1, 8000, true, -1, ""));
        try (TestClient client = new TestClient(readOnly)) {
            String refusal = "'error':'lock and unlock methods not allowed, DB server is read only.'";
            assertThat(client.call("lock", "['L']")).contains(refusal);
            assertThat(client.call("steal", "['L']")).contains(refusal);
            assertThat(client.call("unlock", "['L']")).contains(refusal);
        }
    }
}
