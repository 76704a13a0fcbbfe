/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.follow;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.jsonrpc.JsonRpcMessage;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.monitor.MonitorVersion;
import java.util.UUID;

/** Takes what a {@link DatabaseFeed} brings. All methods are called on the feed's thread. */
public interface FeedTarget {

    /**
     * Return the requests of a monitor method: what of the database is wanted.
     *
     * @param resuming whether changes since the state that this target holds are asked for, and not everything
     */
    Json.Obj requests(DatabaseSchema schema, MonitorVersion version, boolean resuming) throws OvsdbException;

    /**
     * Take the contents of the database in the place of all that was brought before.
     *
     * @param schema the very object of the last time if it has not changed
     * @param state the server's name for them, {@link DatabaseFeed#NONE} if it has none
     */
    void replace(DatabaseSchema schema, UUID state, Json contents) throws OvsdbException;

    /** Take changes of what was brought before; {@code state} as above. */
    void update(UUID state, Json updates) throws OvsdbException;

    /** Hear that the database is followed from now on, and what it holds has been brought. */
    void following();

    /** Hear that it is not followed any more: the connection has ended, or the server offers another one of its name. */
    void lost();

    /** Hear that no server is connected, and when one will be is not known. */
    default void waiting() {}

    /** Hear that the connection has ended, after {@link #lost} if the database was followed. */
    default void disconnected() {}

    /** Hear that all that had come in one go has been brought. */
    default void batchEnded() {}

    /** Take a notification that is not about the database's contents. */
    default void notified(JsonRpcMessage.Notification notification) {}
}
