/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tools.dbtool;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.HashOrder;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.storage.JournalReader;
import io.opsswitch.tools.cluster.ClusterHeader;
import io.opsswitch.tools.cluster.ClusterRecord;
import java.io.PrintStream;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The command show-log: prints the records of a database file of either kind. */
final class ShowLog {

    private static final UUID ZERO = new UUID(0, 0);

    private final PrintStream out;
    private final ChangeText changes;

    private ShowLog(PrintStream out, int more) {
        this.out = out;
        this.changes = new ChangeText(out, more);
    }

    static void run(ToolContext context, List<String> args) throws OvsdbException {
        try (JournalReader reader = JournalReader.openAny(context.database(args))) {
            new ShowLog(context.out(), context.more).print(reader);
        }
    }

    private void print(JournalReader reader) throws OvsdbException {
        long number = 0;
        for (Json.Obj record = reader.next(); record != null; record = reader.next(), number++) {
            out.print("record " + number + ":");
            if (reader.isClustered()) {
                out.print('\n');
                cluster(record, number == 0);
            } else if (number == 0) {
                DatabaseSchema schema = DatabaseSchema.parse(record);
                out.print(" \"" + schema.name() + "\" schema, version=\"" + schema.version() + "\", cksum=\""
                        + schema.checksum() + "\"\n");
                changes.under(schema);
            } else {
                changes.print(record);
            }
            out.print('\n');
        }
    }

    /** Print a record of a server's log; one that is wrong is not the end of it. */
    /** Print a record; what is wrong with its frame is told in its place, what is wrong inside it ends the program. */
    private void cluster(Json json, boolean first) throws OvsdbException {
        ClusterHeader header = null;
        ClusterRecord record = null;
        try {
            if (first) {
                header = ClusterHeader.parse(json);
            } else {
                record = ClusterRecord.parse(json);
            }
        } catch (OvsdbException e) {
            out.print(e.getMessage() + "\n");
        }
        if (header != null) {
            header(header);
        } else if (record != null) {
            record(record);
        }
    }

    private void header(ClusterHeader header) throws OvsdbException {
        out.print(" name: \"" + header.name() + "'\n"); // these are the quotation marks that it has always had
        out.print(" local address: \"" + header.localAddress() + "\"\n");
        out.print(" server_id: " + prefix(header.serverId()) + "\n");
        if (!header.clusterId().equals(ZERO)) {
            out.print(" cluster_id: " + prefix(header.clusterId()) + "\n");
        }
        if (!header.remoteAddresses().isEmpty()) {
            out.print(" remote_addresses:");
            HashOrder.of(header.remoteAddresses()).forEach(address -> out.print(" " + address));
            out.print('\n');
        }
        if (header.snapshot().exists()) {
            ClusterRecord.Body body = header.snapshot().body();
            out.print(" prev_index: " + Long.toUnsignedString(header.snapshot().index()) + "\n");
            out.print(" prev_term: " + Long.toUnsignedString(body.term()) + "\n");
            servers("prev_servers", body.servers());
            if (!body.id().equals(ZERO)) {
                out.print(" prev_eid: " + prefix(body.id()) + "\n");
            }
            data("prev_", body.data());
        }
    }

    private void record(ClusterRecord record) throws OvsdbException {
        if (record.comment() != null) {
            out.print(" comment: \"" + record.comment() + "\"\n");
        }
        if (record.term() != 0) {
            out.print(" term: " + Long.toUnsignedString(record.term()) + "\n");
        }
        if (record instanceof ClusterRecord.Entry entry) {
            out.print(" index: " + Long.toUnsignedString(entry.index()) + "\n");
            servers("servers", entry.body().servers());
            if (!entry.body().id().equals(ZERO)) {
                out.print(" eid: " + prefix(entry.body().id()) + "\n");
            }
            data("", entry.body().data());
        } else if (record instanceof ClusterRecord.Vote vote) {
            out.print(" vote: " + prefix(vote.server()) + "\n");
        } else if (record instanceof ClusterRecord.Leader leader) {
            out.print(" leader: " + prefix(leader.server()) + "\n");
        } else if (record instanceof ClusterRecord.Note note) {
            out.print(" note: \"" + note.note() + "\"\n");
        } else if (record instanceof ClusterRecord.CommitIndex commit) {
            out.print(" commit_index: " + Long.toUnsignedString(commit.index()) + "\n");
        }
    }

    private static String prefix(UUID id) {
        return id.toString().substring(0, 4);
    }

    private void servers(String name, Json.@Nullable Obj servers) {
        if (servers != null) {
            String separator = " " + name + ": ";
            for (var server : new TreeMap<>(servers.members()).entrySet()) {
                out.print(separator + server.getKey().substring(0, 4) + "("
                        + server.getValue().toSortedString() + ")");
                separator = ", ";
            }
            out.print('\n');
        }
    }

    private void data(String prefix, @Nullable Json data) throws OvsdbException {
        if (data == null) {
            return;
        }
        if (!(data instanceof Json.Arr pair) || pair.size() != 2) {
            out.print(" ***invalid data***\n");
            return;
        }
        if (!(pair.get(0) instanceof Json.Null)) {
            DatabaseSchema schema = DatabaseSchema.parse(pair.get(0));
            out.print(" " + prefix + "schema: \"" + schema.name() + "\", version=\"" + schema.version() + "\", cksum=\""
                    + schema.checksum() + "\"\n");
            changes.under(schema);
        }
        if (pair.get(1) instanceof Json.Obj transaction) {
            changes.print(transaction);
        }
    }
}
