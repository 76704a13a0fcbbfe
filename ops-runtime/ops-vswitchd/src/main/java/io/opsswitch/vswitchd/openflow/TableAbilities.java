/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.openflow;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.FieldSet;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.OxmCode;
import io.opsswitch.openflow.message.table.TableConfig;
import io.opsswitch.openflow.message.table.TableFeatures.Abilities;
import io.opsswitch.openflow.message.table.TableFeatures.Actions;
import io.opsswitch.openflow.message.table.TableFeatures.Doing;
import io.opsswitch.openflow.message.table.TableStats;
import io.opsswitch.vswitchd.table.FlowTable;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** What tables can match and do, which is the same for all but that the last one leads nowhere. Without state. */
final class TableAbilities {

    /** How many flows a table is said to hold that has no limit. */
    static final int MAX_ENTRIES = 1_000_000;

    private static final long MATCH10 = 0x3fffff;
    private static final long MATCH11 = 0xfbff;
    private static final int BASIC_CLASS = 0x8000;

    private static final FieldSet ALL = FieldSet.of(Fields.all());
    private static final FieldSet MASKED = fields(Field::isMaskable);
    private static final FieldSet WRITABLE = fields(Field::isWritable);

    private TableAbilities() {}

    private static FieldSet fields(Predicate<Field> which) {
        return FieldSet.of(ALL.stream().filter(which).toList());
    }

    static Abilities features(OpenFlowVersion version, FlowTable table, List<FlowTable> visible) {
        BitSet next = new BitSet();
        visible.stream().mapToInt(FlowTable::id).filter(id -> id > table.id()).forEach(next::set);
        Actions actions = new Actions(ActionBits.actions(version), WRITABLE);
        Doing doing = new Doing(ActionBits.instructions(version, next.isEmpty()), next, actions, actions);
        return new Abilities(doing, doing, ALL, MASKED, ALL);
    }

    /** Return what versions before OpenFlow 1.3 tell with statistics. */
    static TableStats.Abilities statistics(OpenFlowVersion version, FlowTable table, boolean isLast) {
        int actions = ActionBits.actions(version);
        long match = switch (version) {
            case OF10 -> MATCH10;
            case OF11 -> MATCH11;
            default -> basic(version, ALL);
        };
        long writable = basic(version, WRITABLE);
        return new TableStats.Abilities(
                table.name(),
                match,
                match,
                ActionBits.instructions(version, isLast),
                actions,
                actions,
                writable,
                writable,
                -1,
                -1,
                new TableConfig(miss(table), null, null),
                maxEntries(table));
    }

    /** Return a bit for each field that is in the basic class of OXM in a version. */
    private static long basic(OpenFlowVersion version, Set<Field> fields) {
        long bits = 0;
        for (Field field : fields) {
            OxmCode code = field.code(version.number());
            if (code != null && code.vendor() == 0 && code.oxmClass() == BASIC_CLASS) {
                bits |= 1L << code.number();
            }
        }
        return bits;
    }

    static int maxEntries(FlowTable table) {
        return Math.min(table.settings().maxFlows(), MAX_ENTRIES);
    }

    private static TableConfig.Miss miss(FlowTable table) {
        return switch (table.miss()) {
            case DEFAULT, CONTROLLER -> TableConfig.Miss.CONTROLLER;
            case CONTINUE -> TableConfig.Miss.CONTINUE;
            case DROP -> TableConfig.Miss.DROP;
        };
    }
}
