/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools;

import static org.assertj.core.api.Assertions.assertThat;

import io.opsswitch.common.log.LogDestination;
import io.opsswitch.common.log.LogLevel;
import io.opsswitch.common.log.VlogConfig;
import io.opsswitch.ovsdb.embedded.EmbeddedOvsdb;
import java.io.BufferedReader;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Python's IDL, of Debian's python3-openvswitch, as a client of our server. */
@ResourceLock(TestImage.LOG)
@Timeout(240)
class PythonIdlPeerTest {

    private static final String PYTHON = "/usr/bin/python3";
    private static final String SCRIPT = "src/test/resources/idl_client.py";
    private static final String SUCCESS = "\"success\"";

    @TempDir
    Path folder;

    private EmbeddedOvsdb server;
    private Process process;
    private Writer steps;
    private BufferedReader answers;

    @BeforeEach
    void serve() throws Exception {
        TestImage.needs("ovs-vsctl");
        TestImage image = new TestImage(folder);
        boolean there = Files.isExecutable(Path.of(PYTHON))
                && image.run(PYTHON, "-c", "import ovs.db.idl").status() == 0;
        TestImage.requires(there, "the peer library python3-openvswitch is not installed");
        VlogConfig.setLevel(null, LogDestination.CONSOLE, LogLevel.OFF);
        server = EmbeddedOvsdb.builder()
                .schema(image.schema())
                .contents("[\"Open_vSwitch\",{\"op\":\"insert\",\"table\":\"Open_vSwitch\",\"row\":{}}]")
                .unix()
                .tcp()
                .start();
    }

    @AfterEach
    void stop() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
        }
        if (server != null) {
            server.close();
        }
    }

    private void connect(String remote) throws Exception {
        Path errors = folder.resolve("errors");
        process = new ProcessBuilder(PYTHON, SCRIPT, remote, "/usr/share/openvswitch/vswitch.ovsschema")
                .redirectError(errors.toFile())
                .start();
        steps = process.outputWriter();
        answers = process.inputReader();
    }

    /** Have the client do something, and return its answer. */
    private String client(String step) throws Exception {
        steps.write(step + "\n");
        steps.flush();
        String answer = answers.readLine();
        assertThat(answer)
                .as("%s: %s", step, Files.readString(folder.resolve("errors")))
                .isNotNull();
        return answer;
    }

    private void ends() throws Exception {
        steps.close();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    /** Insert a bridge as another client would. */
    private void insert(String name) {
        server.mustTransact("[\"Open_vSwitch\",{\"op\":\"insert\",\"table\":\"Bridge\",\"uuid-name\":\"b\",\"row\":"
                + "{\"name\":\"" + name + "\"}},{\"op\":\"mutate\",\"table\":\"Open_vSwitch\",\"where\":[],"
                + "\"mutations\":[[\"bridges\",\"insert\",[\"named-uuid\",\"b\"]]]}]");
    }

    private void set(String name, String value) {
        server.mustTransact("[\"Open_vSwitch\",{\"op\":\"update\",\"table\":\"Bridge\",\"where\":[[\"name\",\"==\",\""
                + name + "\"]],\"row\":{\"external_ids\":[\"map\",[[\"from\",\"" + value + "\"]]]}}]");
    }

    private String fromOf(String name) {
        return server.mustTransact("[\"Open_vSwitch\",{\"op\":\"select\",\"table\":\"Bridge\",\"where\":"
                        + "[[\"name\",\"==\",\"" + name + "\"]],\"columns\":[\"external_ids\"]}]")
                .toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix", "tcp"})
    void readsWritesAndSeesWhatOthersWrite(String kind) throws Exception {
        connect(kind.equals("unix") ? server.remote() : server.tcpRemote());
        assertThat(client("start")).isEqualTo("{}");
        assertThat(client("insert br0")).isEqualTo(SUCCESS);
        assertThat(fromOf("br0")).contains("[\"from\",\"python\"]");
        insert("br1");
        set("br0", "java");
        assertThat(client("await {\"br0\":{\"from\":\"java\"},\"br1\":{}}")).contains("br1");
        assertThat(client("increment")).isEqualTo(SUCCESS);
        assertThat(client("increment")).isEqualTo(SUCCESS);
        assertThat(server.dump("Open_vSwitch", "Open_vSwitch", "next_cfg")).hasToString("[{\"next_cfg\":2}]");
        assertThat(client("delete br0")).isEqualTo(SUCCESS);
        assertThat(server.dump("Open_vSwitch", "Bridge", "name")).hasToString("[{\"name\":\"br1\"}]");
        ends();
    }

    @Test
    void isToldToTryAgainWhenWhatItVerifiesHasChanged() throws Exception {
        insert("br0");
        connect(server.remote());
        assertThat(client("start")).isEqualTo("{\"br0\":{}}");
        set("br0", "java");
        assertThat(client("set br0 late")).isEqualTo("\"try again\"");
        assertThat(fromOf("br0")).contains("java");
        assertThat(client("await {\"br0\":{\"from\":\"java\"}}")).contains("java");
        assertThat(client("set br0 now")).isEqualTo(SUCCESS);
        assertThat(fromOf("br0")).contains("now");
        ends();
    }

    @Test
    void getsTheRowsThatItsConditionsNameAlsoAfterAReconnect() throws Exception {
        insert("br0");
        insert("br1");
        connect(server.remote());
        assertThat(client("start")).isEqualTo("{\"br0\":{},\"br1\":{}}");
        assertThat(client("condition [[\"name\",\"==\",\"br1\"],[\"name\",\"==\",\"br2\"]]"))
                .isEqualTo("{\"br1\":{}}");
        insert("br2");
        insert("br3");
        assertThat(client("await {\"br1\":{},\"br2\":{}}")).contains("br2");
        server.restart();
        set("br1", "after the restart");
        assertThat(client("await {\"br1\":{\"from\":\"after the restart\"},\"br2\":{}}"))
                .contains("br2");
        // This IDL knows the state of the last update, but not of the first contents of a connection.
        assertThat(client("insert br4")).isEqualTo(SUCCESS);
        server.refuse();
        set("br2", "unheard");
        server.accept();
        assertThat(client("await {\"br1\":{\"from\":\"after the restart\"},\"br2\":{\"from\":\"unheard\"}}"))
                .contains("br1");
        assertThat(client("condition [true]")).contains("br0", "br1", "br2", "br3", "br4");
        ends();
    }
}
