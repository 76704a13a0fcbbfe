/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.cluster;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.storage.JournalReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** One server's log as {@link ClusterCheck} reads it: the entries that are left, and what must hold on the way there. */
final class ServerLog implements AutoCloseable {

    private final Path file;
    private final JournalReader reader;
    private final ClusterHeader header;
    private final List<ClusterRecord.Body> entries = new ArrayList<>();
    private final long start;
    private long end;

    /** The server's present term while the log is read, and what the log says of it. */
    private long term;

    private UUID vote = Fields.ZERO;
    private UUID leader = Fields.ZERO;
    private long leaderRecord;
    private long commitIndex;

    private ServerLog(Path file, JournalReader reader, ClusterHeader header) {
        this.file = file;
        this.reader = reader;
        this.header = header;
        this.start = header.snapshot().index() + 1;
        this.end = start;
        this.commitIndex = header.snapshot().index();
    }

    static ServerLog open(Path file) throws OvsdbException {
        JournalReader reader = JournalReader.openAny(file);
        try {
            if (!reader.isClustered()) {
                throw OvsdbException.of("ovsdb error", "%s: cannot identify file type", file);
            }
            return new ServerLog(file, reader, ClusterHeader.read(reader));
        } catch (OvsdbException e) {
            reader.close();
            throw e;
        }
    }

    String file() {
        return file.toString();
    }

    ClusterHeader header() {
        return header;
    }

    /** Return the index of the first entry. */
    long start() {
        return start;
    }

    /** Return the index behind the last entry. */
    long end() {
        return end;
    }

    ClusterRecord.Body entry(long index) {
        return entries.get((int) (index - start));
    }

    /** Read the whole log; returns whether any term is in it. */
    boolean read(ClusterCheck check, PrintStream out) throws OvsdbException, ExitException {
        boolean any = false;
        long number = 1;
        for (Json.Obj json = reader.next(); json != null; json = reader.next(), number++) {
            ClusterRecord record = ClusterRecord.parse(json);
            if (Long.compareUnsigned(record.term(), term) > 0) {
                term = record.term();
                vote = Fields.ZERO;
                leader = Fields.ZERO;
                leaderRecord = 0;
            }
            any |= term != 0;
            String where = file + ": record " + number;
            if (record instanceof ClusterRecord.Entry entry) {
                append(where, entry, out);
            } else if (record instanceof ClusterRecord.Vote voted) {
                vote(check, where, voted);
            } else if (record instanceof ClusterRecord.Note note && note.note().equals("left")) {
                out.print(where + " shows that the server left the cluster\n");
            } else if (record instanceof ClusterRecord.CommitIndex commit) {
                commit(check, where, commit.index());
            } else if (record instanceof ClusterRecord.Leader elected) {
                elected(check, where, number, elected.server());
            }
        }
        return any;
    }

    private void append(String where, ClusterRecord.Entry entry, PrintStream out) throws ExitException {
        long index = entry.index();
        if (Long.compareUnsigned(index, commitIndex) < 0) {
            throw new ExitException(where + " attempts to truncate log from " + Fields.unsigned(end) + " to "
                    + Fields.unsigned(index) + " entries, but commit index is already "
                    + Fields.unsigned(commitIndex));
        } else if (Long.compareUnsigned(index, end) > 0) {
            throw new ExitException(where + " with index " + Fields.unsigned(index) + " skips past expected index "
                    + Fields.unsigned(end));
        }
        if (index != end) {
            String change =
                    " truncates log from " + Fields.unsigned(end) + " to " + Fields.unsigned(index) + " entries";
            if (header.serverId().equals(leader)) {
                throw new ExitException(where + change + " while server is leader");
            }
            out.print(where + change + "\n");
            if (Long.compareUnsigned(index, start) < 0) {
                throw new ExitException(where + " is about an entry of the snapshot before the log");
            }
            entries.subList((int) (index - start), entries.size()).clear();
            end = index;
        }
        long before = entries.isEmpty()
                ? header.snapshot().body().term()
                : entries.get(entries.size() - 1).term();
        if (Long.compareUnsigned(entry.term(), before) < 0) {
            throw new ExitException(where + " with index " + Fields.unsigned(index) + " term "
                    + Fields.unsigned(entry.term()) + " precedes previous entry's term " + Fields.unsigned(before));
        }
        entries.add(entry.body());
        end++;
    }

    private void vote(ClusterCheck check, String where, ClusterRecord.Vote voted) throws ExitException {
        if (Long.compareUnsigned(voted.term(), term) < 0) {
            throw new ExitException(where + " votes for term " + Fields.unsigned(voted.term()) + " but current term is "
                    + Fields.unsigned(term));
        } else if (!vote.equals(Fields.ZERO) && !vote.equals(voted.server())) {
            throw new ExitException(where + " votes for " + check.name(vote) + " in term "
                    + Fields.unsigned(voted.term()) + " but a previous record for the same term voted for "
                    + check.name(voted.server()));
        }
        vote = voted.server();
    }

    private void commit(ClusterCheck check, String where, long index) throws ExitException {
        if (Long.compareUnsigned(index, commitIndex) < 0) {
            throw new ExitException(where + " regresses commit index from " + Fields.unsigned(commitIndex) + " to "
                    + Fields.unsigned(index));
        } else if (Long.compareUnsigned(index, end) >= 0) {
            throw new ExitException(where + " advances commit index to " + Fields.unsigned(index)
                    + " but last log index is " + Fields.unsigned(end - 1));
        }
        commitIndex = index;
        check.committed(term, this, index);
    }

    private void elected(ClusterCheck check, String where, long number, UUID server) throws ExitException {
        if (leader.equals(Fields.ZERO)) {
            leader = server;
            leaderRecord = number;
        } else if (!leader.equals(server)) {
            throw new ExitException(where + " reports leader " + check.name(server) + " for term "
                    + Fields.unsigned(term) + " but record " + leaderRecord + " previously reported the leader as "
                    + check.name(leader) + " in that term");
        }
        check.leads(term, this, server);
    }

    /** The server must be in one of the sets of servers in its own log. */
    void checkIsMember() throws ExitException {
        String own = Fields.prefix(header.serverId());
        boolean found = contains(header.snapshot().body().servers(), own);
        for (ClusterRecord.Body entry : entries) {
            found |= contains(entry.servers(), own);
        }
        if (!found) {
            throw new ExitException(file + ": server " + own + " not found in server list");
        }
    }

    private static boolean contains(Json.@Nullable Obj servers, String prefix) {
        return servers != null && servers.members().keySet().stream().anyMatch(id -> id.startsWith(prefix));
    }

    @Override
    public void close() {
        reader.close();
    }
}
