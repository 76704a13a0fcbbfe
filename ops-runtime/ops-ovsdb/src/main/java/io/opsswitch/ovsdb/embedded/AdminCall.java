/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.embedded;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.common.jsonrpc.JsonRpcChannel;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** One request on a connection of its own, so that none is left for the server to count or to probe. */
final class AdminCall {

    private AdminCall() {}

    /** Execute what {@code ovsdb-client transact} takes, and return the result of each operation. */
    static Json.Arr transact(Path socket, String transaction) {
        Json params = parse(transaction);
        if (!(params instanceof Json.Arr arr)) {
            throw new IllegalArgumentException(
                    "not a transaction, which is [\"DATABASE\",{operation},...]: " + transaction);
        }
        try (JsonRpcChannel channel = JsonRpcChannel.connect(socket)) {
            channel.send(new JsonRpcMessage.Request("transact", arr, Json.of(0)));
            for (JsonRpcMessage message = channel.receive(); message != null; message = channel.receive()) {
                if (message instanceof JsonRpcMessage.Reply reply && reply.result() instanceof Json.Arr results) {
                    return results;
                }
                if (message instanceof JsonRpcMessage.Failure failure) {
                    throw new IllegalStateException("the server refuses " + transaction + ": "
                            + failure.error().toSortedString());
                }
            }
            throw new IOException("the server closed the connection");
        } catch (IOException e) {
            throw new UncheckedIOException("no reply to " + transaction + ": " + e.getMessage(), e);
        } catch (JsonException e) {
            throw new IllegalStateException("the reply to " + transaction + " is not JSON", e);
        }
    }

    private static Json parse(String text) {
        try {
            return JsonParser.parse(text);
        } catch (JsonException e) {
            throw new IllegalArgumentException("not JSON (" + e.getMessage() + "): " + text, e);
        }
    }
}
