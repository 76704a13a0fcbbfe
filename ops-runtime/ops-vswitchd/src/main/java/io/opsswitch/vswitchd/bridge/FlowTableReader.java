/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.bridge;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.OfSyntaxException;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.Subfield;
import io.opsswitch.vswitchd.classifier.PrefixField;
import io.opsswitch.vswitchd.db.Bridge;
import io.opsswitch.vswitchd.db.FlowTable;
import io.opsswitch.vswitchd.table.FlowTables;
import io.opsswitch.vswitchd.table.TableSettings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

/** Reads how the flow tables of a bridge are configured. Used for one bridge once. */
final class FlowTableReader {

    /** The columns that are read of the table {@code Flow_Table}. */
    static final Set<String> COLUMNS = Set.of(
            FlowTable.Column.NAME,
            FlowTable.Column.FLOW_LIMIT,
            FlowTable.Column.OVERFLOW_POLICY,
            FlowTable.Column.GROUPS,
            FlowTable.Column.PREFIXES);

    private final String bridge;
    private final Consumer<String> warnings;

    private FlowTableReader(String bridge, Consumer<String> warnings) {
        this.bridge = "bridge " + bridge;
        this.warnings = warnings;
    }

    /** Return the settings of those tables that have any, by number. */
    static Map<Integer, TableSettings> read(Bridge row, Consumer<String> warnings) {
        FlowTableReader reader = new FlowTableReader(row.name(), warnings);
        Map<Integer, TableSettings> tables = new TreeMap<>();
        row.flowTables().forEach((number, table) -> {
            if (number < 0 || number >= FlowTables.COUNT - 1) {
                warnings.accept(reader.bridge + ": ignoring configuration for flow table " + number
                        + " not supported by this datapath");
            } else {
                tables.put(number.intValue(), reader.settings(number, table));
            }
        });
        return tables;
    }

    private TableSettings settings(long number, FlowTable row) {
        return new TableSettings(
                row.name(""),
                (int) Math.min(row.flowLimit(Integer.MAX_VALUE), Integer.MAX_VALUE),
                FlowTable.OverflowPolicy.EVICT.equals(row.overflowPolicy()),
                evictionFields(number, row.groups()),
                prefixes(row.prefixes()));
    }

    private FlowKey evictionFields(long number, Set<String> groups) {
        FlowKey bits = new FlowKey();
        for (String group : new TreeSet<>(groups)) {
            try {
                Subfield subfield = Subfield.parse(group);
                int end = subfield.from() + subfield.bits();
                for (int at = subfield.from(); at < end; at += Long.SIZE) {
                    subfield.field().set(bits, at, Math.min(Long.SIZE, end - at), -1);
                }
            } catch (OfSyntaxException e) {
                warnings.accept(bridge + " table " + number + ": error parsing 'groups' (" + e.getMessage() + ")");
            }
        }
        return bits;
    }

    private List<PrefixField> prefixes(Set<String> names) {
        if (names.contains("none")) {
            return List.of();
        }
        List<PrefixField> prefixes = new ArrayList<>();
        for (String name : new TreeSet<>(names)) {
            PrefixField field = PrefixField.of(name);
            if (field == null) {
                boolean isKnown = Fields.byName(name) != null;
                warnings.accept(
                        bridge + ": 'prefixes' with " + (isKnown ? "incompatible" : "unknown") + " field: " + name);
            } else if (prefixes.size() == PrefixField.MAX_FIELDS) {
                warnings.accept(bridge + ": 'prefixes' with too many fields, field not used: " + name);
            } else {
                prefixes.add(field);
            }
        }
        return prefixes.isEmpty() ? PrefixField.DEFAULTS : prefixes;
    }
}
