/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.cluster;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.MemberParser;
import io.opsswitch.ovsdb.MemberParser.Kind;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.storage.JournalReader;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * The first record of a server's log (ovsdb(5), "Clustered Format"): who the server is, and the snapshot that the log
 * starts from.
 *
 * @param serverId the server
 * @param clusterId the cluster; zero if not known yet
 * @param name the database's name
 * @param localAddress where the server listens for the others
 * @param joining whether the server was made to join a cluster and has not done so
 * @param remoteAddresses where it would ask to join
 * @param snapshot the snapshot; its servers are null for one that is joining
 */
public record ClusterHeader(
        UUID serverId,
        UUID clusterId,
        String name,
        String localAddress,
        boolean joining,
        List<String> remoteAddresses,
        Snapshot snapshot) {

    /**
     * The state that the log's entries start from.
     *
     * @param index the index of the last entry in it, 0 for no snapshot
     * @param body what it holds: the schema and the transaction with all rows
     */
    public record Snapshot(long index, ClusterRecord.Body body) {

        /** Return whether there is one. */
        public boolean exists() {
            return index != 0;
        }
    }

    /** Keep what is given. */
    public ClusterHeader {
        remoteAddresses = List.copyOf(remoteAddresses);
    }

    /**
     * Read the header of a log that has just been opened.
     *
     * @throws OvsdbException also if the file ends before it
     */
    public static ClusterHeader read(JournalReader reader) throws OvsdbException {
        Json.Obj json = reader.next();
        if (json == null) {
            throw OvsdbException.of("ovsdb error", "unexpected end of file reading raft header");
        }
        return parse(json);
    }

    /**
     * Parse a header.
     *
     * @throws OvsdbException if it is none
     */
    public static ClusterHeader parse(Json json) throws OvsdbException {
        MemberParser members = new MemberParser(json, "raft header");
        UUID serverId = Fields.requiredUuid(members, "server_id");
        String name = members.requiredString("name", Kind.STRING);
        String localAddress = members.requiredString("local_address", Kind.STRING);
        Json remotes = members.optional("remote_addresses", Kind.ARRAY);
        List<String> remoteAddresses = new ArrayList<>();
        Snapshot snapshot = new Snapshot(0, ClusterRecord.Body.NONE);
        if (remotes instanceof Json.Arr array) {
            remoteAddresses(members, array, localAddress, remoteAddresses);
        } else {
            snapshot = snapshot(members);
        }
        UUID clusterId = remotes == null
                ? Fields.requiredUuid(members, "cluster_id")
                : Fields.optionalUuid(members, "cluster_id");
        members.finish();
        return new ClusterHeader(serverId, clusterId, name, localAddress, remotes != null, remoteAddresses, snapshot);
    }

    private static void remoteAddresses(MemberParser members, Json.Arr array, String local, List<String> result) {
        try {
            if (array.size() == 0) {
                throw OvsdbException.syntax(array, "at least one remote address is required");
            }
            for (Json each : array.elements()) {
                String address = Fields.address(each);
                if (!result.contains(address)) {
                    result.add(address);
                }
            }
            if (result.remove(local) && result.isEmpty()) {
                members.raise("at least one remote address (other than the local address) is required");
            }
        } catch (OvsdbException e) {
            members.raise(e);
        }
    }

    private static Snapshot snapshot(MemberParser members) {
        Json.Obj servers = Fields.servers(members, "prev_servers", true);
        long index = Fields.optionalNumber(members, "prev_index");
        if (index == 0) {
            return new Snapshot(0, new ClusterRecord.Body(0, null, Fields.ZERO, servers, 0));
        }
        Json data = members.required("prev_data", Kind.ANY);
        UUID id = Fields.requiredUuid(members, "prev_eid");
        long term = Fields.requiredNumber(members, "prev_term");
        long electionTimer = Fields.optionalNumber(members, "prev_election_timer");
        return new Snapshot(index, new ClusterRecord.Body(term, data, id, servers, electionTimer));
    }

    /** Return the record as JSON. */
    Json.Obj toJson() {
        Json.Obj json = Json.object().with("server_id", Json.of(serverId.toString()));
        if (!clusterId.equals(Fields.ZERO)) {
            json.with("cluster_id", Json.of(clusterId.toString()));
        }
        json.with("local_address", Json.of(localAddress)).with("name", Json.of(name));
        if (!remoteAddresses.isEmpty()) {
            json.with("remote_addresses", Json.strings(remoteAddresses));
        }
        ClusterRecord.Body body = snapshot.body();
        if (body.servers() != null) {
            json.with("prev_servers", body.servers());
        }
        if (snapshot.exists()) {
            json.with("prev_index", Json.of(snapshot.index())).with("prev_term", Json.of(body.term()));
            if (body.data() != null) {
                json.with("prev_data", body.data());
            }
            json.with("prev_eid", Json.of(body.id().toString()));
            if (body.electionTimer() != 0) {
                json.with("prev_election_timer", Json.of(body.electionTimer()));
            }
        }
        return json;
    }
}
