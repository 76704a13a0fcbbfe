/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb;

import io.opsswitch.common.json.Json;
import io.opsswitch.common.json.JsonException;
import io.opsswitch.common.json.JsonParser;
import io.opsswitch.ovsdb.MemberParser.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The schema of a database (RFC 7047 section 3.2), checked. Immutable. */
public final class DatabaseSchema {

    private final String name;
    private final String version;
    private final String checksum;
    private final Map<String, TableSchema> tables;

    private DatabaseSchema(String name, String version, String checksum, Map<String, TableSchema> tables) {
        this.name = name;
        this.version = version;
        this.checksum = checksum;
        this.tables = tables;
    }

    /** Read and check a schema file. */
    public static DatabaseSchema read(Path file) throws OvsdbException {
        try {
            byte[] bytes = Files.readAllBytes(file);
            return parse(JsonParser.parse(bytes, 0, bytes.length));
        } catch (NoSuchFileException e) {
            throw OvsdbException.of(
                    "failed to read schema",
                    "\"%s\" could not be read as JSON (error opening \"%s\": No such file or directory)",
                    file,
                    file);
        } catch (IOException e) {
            throw OvsdbException.of("I/O error", "%s: failed to read schema (%s)", file, e.getMessage() + "");
        } catch (JsonException e) {
            throw OvsdbException.of(
                    "failed to read schema", "\"%s\" could not be read as JSON (%s)", file, e.getMessage() + "");
        }
    }

    /** Check a schema. */
    public static DatabaseSchema parse(Json json) throws OvsdbException {
        MemberParser members = new MemberParser(json, "database schema");
        String name = members.requiredString("name", Kind.ID);
        Json version = members.optional("version", Kind.STRING);
        Json checksum = members.optional("cksum", Kind.STRING);
        Json.Obj tablesJson = members.requiredObject("tables");
        members.finish();
        String versionText = version == null ? "" : String.valueOf(version.asString());
        if (version != null && !isVersion(versionText)) {
            throw OvsdbException.syntax(json, "schema version \"%s\" not in format x.y.z", versionText);
        }
        Map<String, TableSchema> parsed = new LinkedHashMap<>();
        for (Map.Entry<String, Json> member : tablesJson.members().entrySet()) {
            checkName(member.getKey(), json);
            parsed.put(member.getKey(), TableSchema.parse(member.getValue(), member.getKey()));
        }
        // Before "isRoot" existed nothing was collected as garbage: without any root table, all are.
        boolean anyRoot = false;
        for (TableSchema table : parsed.values()) {
            anyRoot |= table.isRoot();
        }
        Map<String, TableSchema> tables = new LinkedHashMap<>();
        for (TableSchema table : parsed.values()) {
            Set<String> persistent = new HashSet<>();
            for (ColumnSchema column : table.columns()) {
                boolean force = checkRef(column, "key", column.type().key(), parsed, anyRoot);
                BaseType value = column.type().value();
                force |= value != null && checkRef(column, "value", value, parsed, anyRoot);
                if (force) {
                    persistent.add(column.name());
                }
            }
            tables.put(table.name(), table.resolved(!anyRoot || table.isRoot(), persistent));
        }
        return new DatabaseSchema(
                name, versionText, checksum == null ? "" : String.valueOf(checksum.asString()), tables);
    }

    /** Return whether a text is a version number of a schema: three numbers with points between them. */
    public static boolean isVersion(String text) {
        int points = 0;
        boolean digit = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '.' ? !digit : c < '0' || c > '9') {
                return false;
            }
            digit = c != '.';
            points += digit ? 0 : 1;
        }
        return digit && points == 2;
    }

    /**
     * Check that a reference has a target, and return whether the column must be persistent: a strong reference to a
     * table that is not root keeps rows alive, and replaying the journal without it would lose them.
     */
    private static boolean checkRef(
            ColumnSchema column, String part, BaseType base, Map<String, TableSchema> tables, boolean anyRoot)
            throws OvsdbException {
        if (base.refTable() == null) {
            return false;
        }
        TableSchema target = tables.get(base.refTable());
        if (target == null) {
            throw OvsdbException.syntax(
                    null, "column %s %s refers to undefined table %s", column.name(), part, base.refTable());
        }
        return base.isStrongRef() && anyRoot && !target.isRoot();
    }

    static void checkName(String name, Json json) throws OvsdbException {
        if (name.startsWith("_")) {
            throw OvsdbException.syntax(json, "names beginning with \"_\" are reserved");
        }
        if (!MemberParser.isId(name)) {
            throw OvsdbException.syntax(json, "name must be a valid id");
        }
    }

    /** Return the database's name. */
    public String name() {
        return name;
    }

    /** Return the schema's version "x.y.z", or an empty string. */
    public String version() {
        return version;
    }

    /** Return the schema's checksum as its author wrote it, or an empty string. */
    public String checksum() {
        return checksum;
    }

    /** Return all tables. */
    public Collection<TableSchema> tables() {
        return tables.values();
    }

    /** Return a table, or null if there is none. */
    public @Nullable TableSchema table(String tableName) {
        return tables.get(tableName);
    }

    /** Return the schema as JSON. */
    public Json.Obj toJson() {
        boolean allRoot = true;
        for (TableSchema table : tables.values()) {
            allRoot &= table.isRoot();
        }
        Json.Obj tablesJson = Json.object();
        for (TableSchema table : tables.values()) {
            tablesJson.with(table.name(), table.toJson(!allRoot));
        }
        Json.Obj json = Json.object().with("name", Json.of(name));
        if (!version.isEmpty()) {
            json.with("version", Json.of(version));
        }
        if (!checksum.isEmpty()) {
            json.with("cksum", Json.of(checksum));
        }
        return json.with("tables", tablesJson);
    }
}
