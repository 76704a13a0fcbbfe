/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import io.opsswitch.ovsdb.AtomicType;
import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.Datum;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Role-based access control of ovsdb(7): what the clients of a remote with a role may change is said by the row of that
 * role in the table {@code RBAC_Role}, which leads for each table to a row that names
 *
 * <ul>
 *   <li>{@code authorization}: columns (or {@code column:key} of maps) that hold the client's name in the rows that are
 *       its own; an empty string makes all rows its own;
 *   <li>{@code insert_delete}: whether it may insert and delete rows of its own;
 *   <li>{@code update}: the columns that it may change in rows of its own.
 * </ul>
 *
 * Whoever is not known by a certificate may change nothing. Owned by the engine's thread.
 */
public final class RoleAccess implements Access {

    private static final String ROLES = "RBAC_Role";

    private final Database database;
    private final String role;
    private final @Nullable String client;

    private RoleAccess(Database database, String role, @Nullable String client) {
        this.database = database;
        this.role = role;
        this.client = client;
    }

    /**
     * Return what a client may do in a database; all, where the database has no roles or the client none.
     *
     * @param role the client's role; empty for none
     * @param client the client's name; null if it is not known
     */
    public static Access of(Database database, String role, @Nullable String client) {
        return role.isEmpty() || database.schema().table(ROLES) == null
                ? Access.ALL
                : new RoleAccess(database, role, client);
    }

    @Override
    public void checkInsert(TableSchema table, Row row) throws OvsdbException {
        Permission permission = permission(table);
        if (permission == null || !permission.isOwn(table, row) || !permission.insertDelete()) {
            throw refusal("row insertion into", table);
        }
    }

    @Override
    public void checkDelete(TableSchema table, List<Row> rows) throws OvsdbException {
        Permission permission = permission(table);
        boolean allowed = permission != null
                && (rows.isEmpty()
                        || permission.insertDelete() && rows.stream().allMatch(row -> permission.isOwn(table, row)));
        if (!allowed) {
            throw refusal("row deletion from", table);
        }
    }

    @Override
    public void checkModify(TableSchema table, List<Row> rows, Collection<ColumnSchema> columns, String operation)
            throws OvsdbException {
        Permission permission = permission(table);
        boolean allowed = permission != null
                && (rows.isEmpty()
                        || rows.stream().allMatch(row -> permission.isOwn(table, row))
                                && columns.stream().allMatch(permission::mayUpdate));
        if (!allowed) {
            throw refusal(operation, table);
        }
    }

    private OvsdbException refusal(String what, TableSchema table) {
        return OvsdbException.of(
                "permission error",
                "RBAC rules for client \"%s\" role \"%s\" prohibit %s table \"%s\".",
                client == null ? "(null)" : client,
                role,
                what,
                table.name());
    }

    /** Find the rules for a table; null if nothing is allowed. */
    private @Nullable Permission permission(TableSchema table) {
        TableSchema roles = database.schema().table(ROLES);
        ColumnSchema name = roles == null ? null : roles.column("name");
        ColumnSchema permissions = roles == null ? null : roles.column("permissions");
        if (client == null || name == null || permissions == null) {
            return null;
        }
        for (Row row : database.rows(ROLES)) {
            if (contains(row.datum(name.index()), role)) {
                Datum map = row.datum(permissions.index());
                int found = map.hasValues() ? map.find(table.name()) : -1;
                return found >= 0 && map.value(found) instanceof UUID uuid ? permission(permissions, uuid) : null;
            }
        }
        return null;
    }

    private @Nullable Permission permission(ColumnSchema permissions, UUID uuid) {
        String refTable = permissions.type().value() == null
                ? null
                : permissions.type().value().refTable();
        TableSchema table = refTable == null ? null : database.schema().table(refTable);
        if (table == null || client == null) {
            return null;
        }
        Row row = database.row(table.name(), uuid);
        return row == null ? null : new Permission(table, row, client);
    }

    private static boolean contains(Datum datum, String text) {
        for (int i = 0; i < datum.size(); i++) {
            if (text.equals(datum.key(i))) {
                return true;
            }
        }
        return false;
    }

    /** A row of RBAC_Permission, as it is for one client. */
    private record Permission(TableSchema table, Row row, String client) {

        private Datum strings(String name) {
            ColumnSchema column = table.column(name);
            boolean fits = column != null
                    && column.type().key().type() == AtomicType.STRING
                    && column.type().value() == null;
            return column == null || !fits ? Datum.EMPTY : row.datum(column.index());
        }

        boolean insertDelete() {
            ColumnSchema column = table.column("insert_delete");
            Datum datum = column == null ? Datum.EMPTY : row.datum(column.index());
            return datum.size() == 1 && Boolean.TRUE.equals(datum.key(0));
        }

        boolean mayUpdate(ColumnSchema column) {
            return contains(strings("update"), column.name());
        }

        boolean isOwn(TableSchema target, Row candidate) {
            Datum names = strings("authorization");
            for (int i = 0; i < names.size(); i++) {
                String name = String.valueOf(names.key(i));
                if (name.isEmpty() || client.equals(owner(target, candidate, name))) {
                    return true;
                }
            }
            return false;
        }

        private static @Nullable Object owner(TableSchema target, Row candidate, String name) {
            int colon = name.indexOf(':');
            ColumnSchema column = target.column(colon < 0 ? name : name.substring(0, colon));
            if (column == null) {
                return null;
            }
            Datum datum = candidate.datum(column.index());
            if (colon < 0) {
                return datum.size() == 1 && !datum.hasValues() ? datum.key(0) : null;
            }
            int found = datum.hasValues() ? datum.find(name.substring(colon + 1)) : -1;
            return found < 0 ? null : datum.value(found);
        }
    }
}
