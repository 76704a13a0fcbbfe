/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.cluster;

import io.opsswitch.common.daemon.ExitException;
import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.OvsdbException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;

/**
 * Checks the files of a cluster's servers for what Raft promises (Ongaro's thesis, figure 3.2): one leader a term, a leader
 * that only appends, logs that agree, committed entries that stay. The first broken promise is an error.
 */
public final class ClusterCheck {

    /** Who leads in a term, as the first log that tells says; and the end of the leader's own log then, 0 if unknown. */
    private static final class Leadership {
        final ServerLog teller;
        final UUID leader;
        long logEnd;

        Leadership(ServerLog teller, UUID leader) {
            this.teller = teller;
            this.leader = leader;
        }
    }

    /** The greatest index that is known to be committed in a term, and whose log says so. */
    private record Committed(ServerLog teller, long index) {}

    private final List<ServerLog> servers = new ArrayList<>();
    private final Map<Long, Leadership> leaders = new TreeMap<>(Long::compareUnsigned);
    private final Map<Long, Committed> commits = new TreeMap<>(Long::compareUnsigned);

    private ClusterCheck() {}

    /** Check these files; what is unusual but allowed is printed. */
    public static void run(List<String> files, PrintStream out) throws OvsdbException, ExitException {
        new ClusterCheck().check(files, out);
    }

    private void check(List<String> files, PrintStream out) throws OvsdbException, ExitException {
        try {
            for (String file : files) {
                ServerLog server = ServerLog.open(Path.of(file));
                if (server.header().joining()) {
                    out.print(file + " has not joined the cluster, omitting\n");
                    server.close();
                } else {
                    servers.add(server);
                    compareWithOthers(server);
                }
            }
            boolean any = false;
            for (ServerLog server : servers) {
                any |= server.read(this, out);
            }
            if (!any) {
                throw new ExitException("all logs are empty");
            }
        } finally {
            servers.forEach(ServerLog::close);
        }
        checkLeaderCompleteness();
        for (ServerLog a : servers) {
            for (ServerLog b : servers) {
                if (a != b) {
                    checkMatching(a, b);
                }
            }
        }
        for (ServerLog server : servers) {
            server.checkIsMember();
        }
    }

    private void compareWithOthers(ServerLog server) throws ExitException {
        ClusterHeader own = server.header();
        for (ServerLog other : servers) {
            if (other != server && other.header().serverId().equals(own.serverId())) {
                throw new ExitException("Duplicate server ID " + Fields.prefix(own.serverId()) + " in " + server.file()
                        + " and " + other.file() + ".");
            }
        }
        ServerLog first = servers.get(0);
        if (!first.header().clusterId().equals(own.clusterId())) {
            throw new ExitException(first.file() + " has cluster ID "
                    + Fields.prefix(first.header().clusterId()) + " but " + server.file() + " has cluster ID "
                    + Fields.prefix(own.clusterId()));
        }
        if (!first.header().name().equals(own.name())) {
            throw new ExitException(first.file() + " is named \""
                    + first.header().name() + "\" but " + server.file() + " is named \"" + own.name() + "\"");
        }
    }

    /** Return what messages call a server: its file, or the beginning of its id. */
    String name(UUID id) {
        for (ServerLog server : servers) {
            if (server.header().serverId().equals(id)) {
                return server.file();
            }
        }
        return Fields.prefix(id);
    }

    /** Note that a log tells who leads in a term: at most one may. */
    void leads(long term, ServerLog teller, UUID leader) throws ExitException {
        Leadership known = leaders.computeIfAbsent(term, key -> new Leadership(teller, leader));
        if (!known.leader.equals(leader)) {
            throw new ExitException("term " + Fields.unsigned(term) + " has two different leaders: "
                    + known.teller.file() + " says that the leader is " + name(known.leader) + " and " + teller.file()
                    + " says that the leader is " + name(leader));
        }
        if (teller.header().serverId().equals(leader) && Long.compareUnsigned(teller.end(), known.logEnd) > 0) {
            known.logEnd = teller.end();
        }
    }

    /** Note that a log tells of a committed index. */
    void committed(long term, ServerLog teller, long index) {
        Committed known = commits.get(term);
        if (known == null || Long.compareUnsigned(index, known.index()) > 0) {
            commits.put(term, new Committed(teller, index));
        }
    }

    /** What is committed in a term must be in the logs of all later terms' leaders. */
    private void checkLeaderCompleteness() throws ExitException {
        Committed before = null;
        TreeMap<Long, Boolean> terms = new TreeMap<>(Long::compareUnsigned);
        leaders.keySet().forEach(term -> terms.put(term, true));
        commits.keySet().forEach(term -> terms.put(term, true));
        for (Long term : terms.keySet()) {
            Leadership leader = leaders.get(term);
            if (leader != null
                    && leader.logEnd != 0
                    && before != null
                    && Long.compareUnsigned(before.index(), leader.logEnd) >= 0) {
                throw new ExitException("leader " + leader.teller.file() + " for term " + Fields.unsigned(term)
                        + " has log entries only up to index " + Fields.unsigned(leader.logEnd - 1) + ", but index "
                        + Fields.unsigned(before.index()) + " was committed in a previous term (e.g. by "
                        + before.teller().file() + ")");
            }
            Committed next = commits.get(term);
            if (next != null && (before == null || Long.compareUnsigned(next.index(), before.index()) > 0)) {
                before = next;
            }
        }
    }

    /** Entries of two logs with the same index and term must be the same, and so must all before them. */
    private static void checkMatching(ServerLog a, ServerLog b) throws ExitException {
        boolean same = false;
        long end = min(a.end(), b.end());
        long first = Long.compareUnsigned(a.start(), b.start()) > 0 ? a.start() : b.start();
        long count = Long.compareUnsigned(end, first) > 0 ? end - first : 0;
        for (long index = end - 1; count > 0; index--, count--) {
            ClusterRecord.Body ours = a.entry(index);
            ClusterRecord.Body theirs = b.entry(index);
            same |= ours.term() == theirs.term();
            if (same && !equal(ours, theirs)) {
                throw new ExitException("log entries with index " + Fields.unsigned(index) + " differ:\n" + a.file()
                        + " has " + ours.toJson().toSortedString() + "\n" + b.file() + " has "
                        + theirs.toJson().toSortedString());
            }
        }
    }

    private static long min(long a, long b) {
        return Long.compareUnsigned(a, b) < 0 ? a : b;
    }

    /** The election timer does not count: logs are compared without it. */
    private static boolean equal(ClusterRecord.Body a, ClusterRecord.Body b) {
        Json.Obj servers = a.servers();
        return a.term() == b.term()
                && a.id().equals(b.id())
                && Objects.equals(servers, b.servers())
                && Objects.equals(a.data(), b.data());
    }
}
