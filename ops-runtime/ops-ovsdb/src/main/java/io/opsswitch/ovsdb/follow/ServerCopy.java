/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.follow;

import io.opsswitch.common.json.Json;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.DatabaseSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import io.opsswitch.ovsdb.engine.Database;
import io.opsswitch.ovsdb.engine.Row;
import io.opsswitch.ovsdb.monitor.UpdateDecoder;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A copy of a source's {@code _Server}: what it says of its databases (ovsdb-server(5)). Owned by the feed's thread.
 */
final class ServerCopy {

    static final String NAME = "_Server";
    private static final String TABLE = "Database";

    private final Database copy;
    private final TableSchema table;

    /** Create from the schema that the source has told. */
    ServerCopy(Json schema) throws OvsdbException {
        copy = new Database(DatabaseSchema.parse(schema));
        TableSchema found = copy.schema().table(TABLE);
        if (found == null) {
            throw OvsdbException.syntax(schema, "%s has no table %s", NAME, TABLE);
        }
        table = found;
    }

    Json.Obj monitorRequests() {
        return MonitorRequests.everything(copy.schema());
    }

    void reset(Json contents) throws OvsdbException {
        UpdateDecoder.replacement(copy, contents, name -> true).apply();
    }

    void update(Json updates) throws OvsdbException {
        UpdateDecoder.change(copy, updates).apply();
    }

    private @Nullable Row row(String database, @Nullable UUID cluster) {
        for (Row row : copy.rows(TABLE)) {
            if (cluster == null ? database.equals(value(row, "name")) : cluster.equals(value(row, "cid"))) {
                return row;
            }
        }
        return null;
    }

    private @Nullable Object value(@Nullable Row row, String name) {
        ColumnSchema column = table.column(name);
        Datum datum = row == null || column == null ? Datum.EMPTY : row.datum(column.index());
        return datum.size() == 0 ? null : datum.key(0);
    }

    /** Return the schema of a database as JSON text; null if the source does not tell. */
    @Nullable
    String schema(String database, @Nullable UUID cluster) {
        return value(row(database, cluster), "schema") instanceof String text ? text : null;
    }

    /** Return how a database is served: "standalone", "clustered" or "relay"; empty if the source does not tell. */
    String model(String database, @Nullable UUID cluster) {
        return value(row(database, cluster), "model") instanceof String model ? model : "";
    }

    /** Return how far the log of a clustered database is; 0 for others. */
    long index(String database, @Nullable UUID cluster) {
        return value(row(database, cluster), "index") instanceof Long index ? index : 0;
    }

    /**
     * Return why the source is of no use for a database; null if it is. The words are Open vSwitch's.
     *
     * @param cluster the cluster that is meant; null if the name says enough
     * @param leaderOnly whether no other member of a cluster will do
     * @param leastIndex the index of a member's log below which its contents are older than what was seen elsewhere
     */
    @Nullable
    String problem(String database, @Nullable UUID cluster, boolean leaderOnly, long leastIndex) {
        Row row = row(database, cluster);
        if (row == null) {
            return "server does not have " + database + " database";
        }
        boolean schema = value(row, "schema") != null;
        boolean connected = Boolean.TRUE.equals(value(row, "connected"));
        return switch (model(database, cluster)) {
            case "clustered" -> {
                boolean leader = Boolean.TRUE.equals(value(row, "leader"));
                String problem = !schema
                        ? "has not yet joined cluster"
                        : !connected
                                ? "is disconnected from cluster"
                                : leaderOnly && !leader
                                        ? "is not cluster leader"
                                        : index(database, cluster) < leastIndex ? "has stale data" : null;
                yield problem == null ? null : "clustered database server " + problem + "; trying another server";
            }
            case "relay" -> {
                String problem = !schema
                        ? "has not yet connected to the relay source"
                        : !connected
                                ? "is disconnected from the relay source"
                                : leaderOnly ? "cannot be a leader" : null;
                yield problem == null ? null : "relay database server " + problem + "; trying another server";
            }
            default -> schema ? null : "missing database schema";
        };
    }
}
