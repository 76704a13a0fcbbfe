/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.client;

import io.opsswitch.common.daemon.Daemon;
import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.ovsdb.tls.BlockingTls;
import org.jspecify.annotations.Nullable;

/**
 * What every command has at hand.
 *
 * @param timestamp whether monitors print the time above each table
 * @param changeAware whether to ask the server for notifications of databases that come and go: true if it must know
 *     that request, false for never, null for trying
 * @param force whether restore takes other schemas
 * @param leaderOnly whether only the leader of a cluster will do
 * @param tls puts TLS on connections
 */
record ClientContext(
        Daemon daemon,
        Output out,
        boolean timestamp,
        @Nullable Boolean changeAware,
        boolean force,
        boolean leaderOnly,
        BlockingTls tls) {

    /** Tell the server that this client knows what it means when a database goes. */
    void sendChangeAware(ServerConnection server) throws ExitException {
        if (Boolean.FALSE.equals(changeAware)) {
            return;
        }
        JsonRpcMessage reply = server.request("set_db_change_aware", Json.array(Json.TRUE));
        if (reply instanceof JsonRpcMessage.Failure failure && Boolean.TRUE.equals(changeAware)) {
            throw new ExitException(server.name() + ": set_db_change_aware failed ("
                    + failure.error().toSortedString() + ")");
        }
    }
}
