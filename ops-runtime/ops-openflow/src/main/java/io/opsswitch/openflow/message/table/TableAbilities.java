/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.table;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.FieldSet;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.OxmCode;
import io.opsswitch.openflow.message.table.TableFeatures.Abilities;
import io.opsswitch.openflow.message.table.TableFeatures.Actions;
import io.opsswitch.openflow.message.table.TableFeatures.Doing;
import io.opsswitch.openflow.message.wire.Property;
import io.opsswitch.openflow.message.wire.PropertyWriter;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The properties of what a table can do. Most stand there twice: with an even type for flows, and with the odd one behind it
 * for table-miss flows, which may be left out if it is the same.
 */
final class TableAbilities {

    private static final int INSTRUCTIONS = 0;
    private static final int NEXT_TABLES = 2;
    private static final int WRITE_ACTIONS = 4;
    private static final int APPLY_ACTIONS = 6;
    private static final int MATCH = 8;
    private static final int WILDCARDS = 10;
    private static final int WRITE_SET_FIELDS = 12;
    private static final int APPLY_SET_FIELDS = 14;
    private static final int LAST = APPLY_SET_FIELDS + 1;
    private static final int INSTRUCTION_TYPES = 0x7e;

    private static final FieldSet NONE = FieldSet.of(Set.of());

    /** Fields with masks and without. */
    private record FieldLists(Set<Field> exact, Set<Field> masked) {}

    private TableAbilities() {}

    static @Nullable Abilities read(WireReader in, WireContext context) {
        Map<Integer, WireReader> found = new HashMap<>();
        boolean any = in.remaining() > 0;
        while (in.remaining() > 0) {
            Property property = Property.pull(in);
            int type = property.standardType();
            if (type < 0 || type > LAST || type == MATCH + 1 || type == WILDCARDS + 1) {
                property.unknown(context, "table features");
            } else if (found.put(type, property.value()) != null) {
                throw badFeatures("property " + type + " is there twice");
            }
        }
        if (!any && context.atLeast(OpenFlowVersion.OF15)) {
            return null;
        }
        for (int type = INSTRUCTIONS; type <= APPLY_SET_FIELDS; type += 2) {
            if (!found.containsKey(type)) {
                throw badFeatures("property " + type + " is missing");
            }
        }
        Doing flows = doing(found, 0, null, context);
        FieldLists match = fields(found.get(MATCH), context);
        Set<Field> matched = new HashSet<>(match.exact);
        matched.addAll(match.masked);
        Set<Field> wildcards = new HashSet<>(exact(found.get(WILDCARDS), context));
        wildcards.addAll(match.masked);
        wildcards.retainAll(matched);
        return new Abilities(
                flows,
                doing(found, 1, flows, context),
                Set.copyOf(matched),
                Set.copyOf(match.masked),
                Set.copyOf(wildcards));
    }

    private static OpenFlowException badFeatures(String why) {
        return new OpenFlowException(OpenFlowError.OFPTFFC_BAD_FEATURES, why);
    }

    private static Doing doing(Map<Integer, WireReader> found, int odd, @Nullable Doing same, WireContext context) {
        WireReader instructions = found.get(INSTRUCTIONS + odd);
        WireReader next = found.get(NEXT_TABLES + odd);
        return new Doing(
                instructions == null && same != null ? same.instructions() : instructions(instructions, context),
                next == null && same != null ? same.nextTables() : tables(next),
                actions(
                        found.get(WRITE_ACTIONS + odd),
                        found.get(WRITE_SET_FIELDS + odd),
                        same == null ? null : same.write(),
                        context),
                actions(
                        found.get(APPLY_ACTIONS + odd),
                        found.get(APPLY_SET_FIELDS + odd),
                        same == null ? null : same.apply(),
                        context));
    }

    private static Actions actions(
            @Nullable WireReader types, @Nullable WireReader fields, @Nullable Actions same, WireContext context) {
        return new Actions(
                types == null && same != null ? same.types() : types(types),
                fields == null && same != null ? same.setFields() : exact(fields, context));
    }

    private static int types(@Nullable WireReader in) {
        int bits = 0;
        while (in != null && in.remaining() > 0) {
            int type = Property.pull(in, 1, Property.NO_EXPERIMENTERS).standardType();
            bits |= type < 32 ? 1 << type : 0;
        }
        return bits;
    }

    private static int instructions(@Nullable WireReader in, WireContext context) {
        int bits = 0;
        while (in != null && in.remaining() > 0) {
            int type = Property.pull(in, 1, Property.NO_EXPERIMENTERS).standardType();
            boolean known = type < 32 && (INSTRUCTION_TYPES & 1 << type) != 0;
            if (!known && !context.loose()) {
                throw new OpenFlowException(OpenFlowError.OFPBIC_UNKNOWN_INST, "instruction of type " + type);
            }
            bits |= known ? 1 << type : 0;
        }
        return bits;
    }

    private static BitSet tables(@Nullable WireReader in) {
        BitSet tables = new BitSet();
        while (in != null && in.remaining() > 0) {
            int table = in.u8();
            if (table == 255) {
                throw new OpenFlowException(OpenFlowError.OFPBPC_BAD_VALUE, "no table has the number 255");
            }
            tables.set(table);
        }
        return tables;
    }

    private static Set<Field> exact(@Nullable WireReader in, WireContext context) {
        FieldLists lists = fields(in, context);
        if (!lists.masked.isEmpty()) {
            throw new OpenFlowException(OpenFlowError.OFPBMC_BAD_MASK, "a field has a mask where none may be");
        }
        return lists.exact;
    }

    private static FieldLists fields(@Nullable WireReader source, WireContext context) {
        Set<Field> exact = new HashSet<>();
        Set<Field> masked = new HashSet<>();
        if (source != null) {
            WireReader in = source.orElse(OpenFlowError.OFPBMC_BAD_LEN);
            while (in.remaining() > 0) {
                int header = in.i32();
                int oxmClass = header >>> 16;
                int vendor = oxmClass == OxmCode.EXPERIMENTER ? in.i32() : 0;
                Field field = Fields.byNumber(vendor, oxmClass, header >>> 9 & 0x7f);
                if (field != null) {
                    ((header & 0x100) != 0 ? masked : exact).add(field);
                } else if (!context.loose()) {
                    throw new OpenFlowException(
                            OpenFlowError.OFPBMC_BAD_FIELD,
                            "field with header 0x" + Integer.toHexString(header) + " is not known");
                }
            }
        }
        return new FieldLists(Set.copyOf(exact), Set.copyOf(masked));
    }

    static void write(Abilities abilities, WireWriter out, WireContext context) {
        write(abilities.flows(), 0, out, context);
        write(abilities.tableMiss(), 1, out, context);
        writeFields(MATCH, abilities.match(), abilities.masked(), out, context);
        writeFields(WILDCARDS, abilities.wildcards(), NONE, out, context);
    }

    private static void write(Doing doing, int odd, WireWriter out, WireContext context) {
        writeTypes(INSTRUCTIONS + odd, doing.instructions(), out);
        int start = PropertyWriter.start(out, NEXT_TABLES + odd);
        doing.nextTables().stream().forEach(out::u8);
        PropertyWriter.end(out, start);
        writeTypes(WRITE_ACTIONS + odd, doing.write().types(), out);
        writeFields(WRITE_SET_FIELDS + odd, doing.write().setFields(), NONE, out, context);
        writeTypes(APPLY_ACTIONS + odd, doing.apply().types(), out);
        writeFields(APPLY_SET_FIELDS + odd, doing.apply().setFields(), NONE, out, context);
    }

    private static void writeTypes(int type, int bits, WireWriter out) {
        int start = PropertyWriter.start(out, type);
        for (int i = 0; i < 32; i++) {
            if ((bits >>> i & 1) != 0) {
                out.u16(i).u16(4);
            }
        }
        PropertyWriter.end(out, start);
    }

    private static void writeFields(
            int type, Set<Field> fields, Set<Field> masked, WireWriter out, WireContext context) {
        int start = PropertyWriter.start(out, type);
        out.bytes(FieldSet.of(fields).headers(context.version().number(), FieldSet.of(masked)));
        PropertyWriter.end(out, start);
    }
}
