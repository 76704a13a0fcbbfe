/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.unixctl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcChannel;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ControlServerTest {

    @TempDir
    Path folder;

    private Path socket;
    private ControlServer server;
    private final CountDownLatch exited = new CountDownLatch(1);

    @BeforeEach
    void start() throws Exception {
        socket = folder.resolve("x.ctl");
        ControlCommands commands = new ControlCommands("x");
        commands.register("echo", "WORD", 1, 1, args -> args.get(0));
        commands.register("refuse", "", 0, 0, args -> {
            throw new ControlException("no");
        });
        server = ControlServer.start(socket, commands, exited::countDown);
    }

    @AfterEach
    void stop() throws Exception {
        server.close();
    }

    private String run(String command, String... args) throws Exception {
        return ControlClient.run(socket, command, List.of(args));
    }

    @Test
    void answersCommands() throws Exception {
        assertThat(run("echo", "hi")).isEqualTo("hi\n");
        assertThat(run("version")).startsWith("x (ops) ");
        assertThat(run("list-commands"))
                .contains("The available commands are:\n")
                .contains("  echo                    WORD\n");
    }

    @Test
    void refusesInOpenVSwitchsWords() {
        assertThatThrownBy(() -> run("nosuch"))
                .hasMessage(
                        "\"nosuch\" is not a valid command (use \"list-commands\" to see a list of valid commands)\n");
        assertThatThrownBy(() -> run("echo")).hasMessage("\"echo\" command requires at least 1 arguments\n");
        assertThatThrownBy(() -> run("echo", "a", "b")).hasMessage("\"echo\" command takes at most 1 arguments\n");
        assertThatThrownBy(() -> run("refuse")).hasMessage("no\n");
    }

    @Test
    void endsConnectionsWhenItCloses() throws Exception {
        try (SocketChannel idle = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            assertThat(run("echo", "hi")).isEqualTo("hi\n");
            server.close();
            assertThat(idle.read(ByteBuffer.allocate(1))).isEqualTo(-1);
        }
        assertThat(socket).doesNotExist();
    }

    @Test
    void answersInJsonToWhoHasAskedForIt() throws Exception {
        try (SocketChannel socketChannel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
                JsonRpcChannel channel = new JsonRpcChannel(socketChannel, 1 << 20)) {
            assertThat(ask(channel, "echo", "hi")).isEqualTo("\"hi\\n\"");
            assertThat(ask(channel, "set-options", "--format", "xml"))
                    .isEqualTo("\"option format has invalid value xml\\n\"");
            ask(channel, "set-options", "--format", "json");
            assertThat(ask(channel, "echo", "hi")).isEqualTo("{\"reply-format\":\"plain\",\"reply\":\"hi\"}");
            assertThat(ask(channel, "list-commands")).contains("\"echo\":\"WORD\"");
            ask(channel, "set-options", "--format=text");
            assertThat(ask(channel, "echo", "hi")).isEqualTo("\"hi\\n\"");
        }
    }

    private static String ask(JsonRpcChannel channel, String method, String... args) throws Exception {
        channel.send(new JsonRpcMessage.Request(method, Json.strings(List.of(args)), Json.of(1)));
        JsonRpcMessage answer = channel.receive();
        return answer instanceof JsonRpcMessage.Failure failure
                ? failure.error().toString()
                : ((JsonRpcMessage.Reply) answer).result().toString();
    }

    @Test
    void repliesToExitBeforeTheEnd() throws Exception {
        assertThat(run("exit")).isEmpty();
        assertThat(exited.await(10, TimeUnit.SECONDS)).isTrue();
    }
}
