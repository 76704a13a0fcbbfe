/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.unixctl;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.jsonrpc.JsonRpcChannel;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Sends one command to a program's control socket. */
public final class ControlClient {

    private ControlClient() {}

    /**
     * Run a command and return the text of its reply.
     *
     * @throws ControlException if the program refuses it
     * @throws IOException if the program cannot be reached
     */
    public static String run(Path socket, String command, List<String> args) throws IOException, ControlException {
        try (JsonRpcChannel channel = JsonRpcChannel.connect(socket)) {
            channel.send(new JsonRpcMessage.Request(command, Json.strings(args), Json.of(0)));
            JsonRpcMessage message = channel.receive();
            if (message instanceof JsonRpcMessage.Failure failure) {
                String text = failure.error().asString();
                throw new ControlException(text == null ? failure.error().toString() : text);
            }
            if (message instanceof JsonRpcMessage.Reply reply) {
                String text = reply.result().asString();
                return text == null ? "" : text;
            }
            throw new IOException(socket + ": the program closed the connection without a reply");
        } catch (JsonException e) {
            throw new IOException(socket + ": bad reply: " + e.getMessage(), e);
        }
    }
}
