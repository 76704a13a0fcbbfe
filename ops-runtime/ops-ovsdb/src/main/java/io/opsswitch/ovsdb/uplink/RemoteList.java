/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.uplink;

import io.opsswitch.ovsdb.Atoms;
import io.opsswitch.ovsdb.Remote;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The servers to choose from in {@code tcp:10.0.0.1:6640,tcp:10.0.0.2:6640}. */
public final class RemoteList {

    private static final String CLUSTER = "cid:";

    private RemoteList() {}

    /**
     * Parse connection methods separated by commas. A {@code cid:UUID} among them names a cluster, and is not one.
     *
     * @throws IllegalArgumentException with a message for the user, also for an empty list and a {@code db:} remote
     */
    public static List<Remote> parse(String text) {
        List<Remote> remotes = new ArrayList<>();
        for (String part : parts(text)) {
            if (part.isEmpty() || part.startsWith(CLUSTER)) {
                continue;
            }
            Remote remote = Remote.parse(part);
            if (remote.kind() == Remote.Kind.DB) {
                throw new IllegalArgumentException(
                        part + ": a server is wanted here, such as tcp:IP:PORT or unix:FILE");
            }
            remotes.add(remote);
        }
        if (remotes.isEmpty()) {
            throw new IllegalArgumentException(
                    "\"" + text + "\": no server is named, such as tcp:IP:PORT or unix:FILE");
        }
        return remotes;
    }

    /** Return the cluster that a list names, null if it names none. */
    public static @Nullable UUID cluster(String text) {
        for (String part : parts(text)) {
            if (part.startsWith(CLUSTER)) {
                return Atoms.parseUuid(part.substring(CLUSTER.length()));
            }
        }
        return null;
    }

    /** A comma also stands in a path now and then: only one before "word:" separates. */
    private static String[] parts(String text) {
        return text.trim().split(",\\s*(?=[a-z]+:)");
    }
}
