/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.cluster;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.MemberParser;
import io.opsswitch.ovsdb.MemberParser.Kind;
import io.opsswitch.ovsdb.OvsdbException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A record of a server's log behind the first one (ovsdb(5), "Clustered Format"). Immutable. */
public sealed interface ClusterRecord {

    /** Return what people wrote with it, null for nothing. */
    @Nullable
    String comment();

    /** Return the term that it belongs to, 0 for none. */
    long term();

    /**
     * What an entry of the log is about: a change of the database, of the set of servers, or of the election timer.
     *
     * @param data an array of a schema, or null where it stays, and of a transaction
     * @param id the entry's own; zero without data
     * @param servers the new set of servers: addresses by ids
     * @param electionTimer the new election timer in ms, 0 where it stays
     */
    record Body(long term, @Nullable Json data, UUID id, Json.@Nullable Obj servers, long electionTimer) {

        static final Body NONE = new Body(0, null, Fields.ZERO, null, 0);

        /** Return this as the JSON by which entries of two logs are shown. */
        Json.Obj toJson() {
            Json.Obj json = Json.object().with("term", Json.of(term));
            if (data != null) {
                json.with("data", data).with("eid", Json.of(id.toString()));
            }
            if (servers != null) {
                json.with("servers", servers);
            }
            return electionTimer == 0 ? json : json.with("election_timer", Json.of(electionTimer));
        }
    }

    /** An entry of the log. It takes the place of those from its index on. */
    record Entry(@Nullable String comment, long index, Body body) implements ClusterRecord {
        @Override
        public long term() {
            return body.term();
        }

        Json.Obj toJson() {
            Json.Obj json = body.toJson();
            return json.with("index", Json.of(index));
        }
    }

    /** The server has heard of a term. */
    record Term(@Nullable String comment, long term) implements ClusterRecord {}

    /** The server has voted. */
    record Vote(@Nullable String comment, long term, UUID server) implements ClusterRecord {}

    /** The server has heard who leads. */
    record Leader(@Nullable String comment, long term, UUID server) implements ClusterRecord {}

    /** Something else of significance. */
    record Note(@Nullable String comment, String note) implements ClusterRecord {
        @Override
        public long term() {
            return 0;
        }
    }

    /** The entries up to this one are committed. */
    record CommitIndex(@Nullable String comment, long index) implements ClusterRecord {
        @Override
        public long term() {
            return 0;
        }
    }

    /**
     * Parse a record.
     *
     * @throws OvsdbException if it is none
     */
    static ClusterRecord parse(Json json) throws OvsdbException {
        MemberParser members = new MemberParser(json, "raft log record");
        ClusterRecord record = parse(members);
        members.finish();
        return record;
    }

    private static ClusterRecord parse(MemberParser members) {
        String comment = Fields.optionalString(members, "comment");
        String note = Fields.optionalString(members, "note");
        if (note != null) {
            return new Note(comment, note);
        }
        long commitIndex = Fields.optionalNumber(members, "commit_index");
        if (commitIndex != 0) {
            return new CommitIndex(comment, commitIndex);
        }
        long term = Fields.requiredNumber(members, "term");
        if (members.has("leader")) {
            UUID leader = Fields.optionalUuid(members, "leader");
            refuseZero(members, leader, "record says leader is all-zeros SID");
            return new Leader(comment, term, leader);
        }
        if (members.has("vote")) {
            UUID vote = Fields.optionalUuid(members, "vote");
            refuseZero(members, vote, "record votes for all-zeros SID");
            return new Vote(comment, term, vote);
        }
        long index = Fields.optionalNumber(members, "index");
        if (index == 0) {
            return new Term(comment, term);
        }
        Json.Obj servers = Fields.servers(members, "servers", false);
        long electionTimer = Fields.optionalNumber(members, "election_timer");
        Json data = members.optional("data", Kind.ARRAY_OR_OBJECT);
        UUID id = data == null ? Fields.ZERO : Fields.requiredUuid(members, "eid");
        return new Entry(comment, index, new Body(term, data, id, servers, electionTimer));
    }

    private static void refuseZero(MemberParser members, UUID id, String message) {
        if (id.equals(Fields.ZERO)) {
            members.raise(message);
        }
    }
}
