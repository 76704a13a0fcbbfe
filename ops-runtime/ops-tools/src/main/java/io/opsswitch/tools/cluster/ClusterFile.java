/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.cluster;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.storage.NewFile;
import io.opsswitch.ovsdb.storage.RecordFormat;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.UUID;

/** Makes the first file of a server in a cluster. Stateless. */
public final class ClusterFile {

    private static final int MIN_ELECTION_MS = 100;
    private static final int MAX_ELECTION_MS = 600_000;

    private ClusterFile() {}

    /**
     * Throw unless a cluster can have an election timer of so many milliseconds.
     *
     * @throws io.opsswitch.common.daemon.ExitException with the message for the user
     */
    public static void checkElectionTimer(long ms) throws io.opsswitch.common.daemon.ExitException {
        if (ms < MIN_ELECTION_MS || ms > MAX_ELECTION_MS) {
            throw new io.opsswitch.common.daemon.ExitException("ovsdb error: election timer must be between "
                    + MIN_ELECTION_MS + " and " + MAX_ELECTION_MS + ", in msec.");
        }
    }

    /**
     * Create the file of a new cluster's only server.
     *
     * @param local the server's address
     * @param schema the database's schema
     * @param rows the transaction that makes the rows, without members for none
     * @param electionTimerMs the election timer, 0 for the default
     */
    public static void create(Path path, String name, String local, Json schema, Json rows, long electionTimerMs)
            throws OvsdbException {
        Fields.checkAddress(local);
        UUID server = UUID.randomUUID();
        Json.Obj servers = Json.object().with(server.toString(), Json.of(local));
        ClusterRecord.Body body = new ClusterRecord.Body(1, Json.array(schema, rows), UUID.randomUUID(), servers, 0);
        ClusterHeader header = new ClusterHeader(
                server, UUID.randomUUID(), name, local, false, List.of(), new ClusterHeader.Snapshot(1, body));
        try (NewFile file = NewFile.create(path, RecordFormat.CLUSTERED)) {
            file.write(header.toJson());
            if (electionTimerMs > 0) {
                ClusterRecord.Body timer = new ClusterRecord.Body(1, null, Fields.ZERO, null, electionTimerMs);
                file.write(new ClusterRecord.Entry(null, 2, timer).toJson());
            }
            file.commit();
        }
    }

    /**
     * Create the file of a server that is to join a cluster.
     *
     * @param local the server's address
     * @param remotes addresses of servers in the cluster, in the order in which they are checked
     * @param cluster the cluster's id, zero for whichever it turns out to be
     */
    public static void join(Path path, String name, String local, Collection<String> remotes, UUID cluster)
            throws OvsdbException {
        Fields.checkAddress(local);
        for (String remote : remotes) {
            Fields.checkAddress(remote);
            if (remote.equals(local)) {
                throw OvsdbException.of("ovsdb error", "remote addresses cannot be the same as the local address");
            }
        }
        ClusterHeader header = new ClusterHeader(
                UUID.randomUUID(),
                cluster,
                name,
                local,
                true,
                List.copyOf(remotes),
                new ClusterHeader.Snapshot(0, ClusterRecord.Body.NONE));
        try (NewFile file = NewFile.create(path, RecordFormat.CLUSTERED)) {
            file.write(header.toJson());
            file.commit();
        }
    }
}
