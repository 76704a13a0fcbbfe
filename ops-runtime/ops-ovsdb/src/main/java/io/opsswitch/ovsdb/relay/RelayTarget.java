/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.relay;

import io.opsswitch.ovsdb.engine.Database;
import org.jspecify.annotations.Nullable;

/** Whoever offers the copy of a database to clients. Called on the engine's thread. */
public interface RelayTarget {

    /** Return the copy as it is now; null while the source has not told its schema. */
    @Nullable
    Database copy();

    /**
     * Offer another copy, complete, under another schema.
     *
     * @param reason for the log, and for clients that have to be disconnected
     */
    void replace(Database copy, String reason);

    /** Tell clients whether the copy is current, and what writes is executed. */
    void connected(boolean connected);
}
