/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.table;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.table.TableStats.Abilities;
import io.opsswitch.openflow.message.table.TableStats.Reply;
import io.opsswitch.openflow.message.wire.ListCodec;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.Objects;

/** Statistics of tables on the wire: four forms, of OpenFlow 1.0, 1.1, 1.2, and 1.3 and later. */
public final class TableStatsCodec {

    /** Codec of all versions. */
    public static final ListCodec<TableStats, Reply> CODEC =
            new ListCodec<>(Reply::new, TableStatsCodec::decode, TableStatsCodec::encode);

    private static final int NAME = 32;

    private TableStatsCodec() {}

    private static TableStats decode(WireReader in, WireContext context) {
        int table = in.u8();
        OpenFlowVersion version = context.version();
        if (version.atLeast(OpenFlowVersion.OF13)) {
            in.skip(3);
            return new TableStats(table, in.i32(), in.i64(), in.i64(), null);
        }
        in.skip(version == OpenFlowVersion.OF10 ? 3 : 7);
        Abilities abilities = switch (version) {
            case OF10 -> decode10(in);
            case OF11 -> decode11(in, context);
            default -> decode12(in, context);
        };
        return new TableStats(table, in.i32(), in.i64(), in.i64(), abilities);
    }

    private static Abilities decode10(WireReader in) {
        return new Abilities(in.text(NAME), 0, in.u32(), 0, 0, 0, 0, 0, 0, 0, TableConfig.NONE, in.i32());
    }

    private static Abilities decode11(WireReader in, WireContext context) {
        String name = in.text(NAME);
        long wildcards = in.u32();
        long match = in.u32();
        return new Abilities(
                name,
                match,
                wildcards,
                in.i32(),
                in.i32(),
                in.i32(),
                0,
                0,
                0,
                0,
                TableConfig.fromWire(in.i32(), context.version()),
                in.i32());
    }

    private static Abilities decode12(WireReader in, WireContext context) {
        String name = in.text(NAME);
        long match = in.i64();
        long wildcards = in.i64();
        int writeActions = in.i32();
        int applyActions = in.i32();
        long writeSetFields = in.i64();
        long applySetFields = in.i64();
        long metadataMatch = in.i64();
        long metadataWrite = in.i64();
        return new Abilities(
                name,
                match,
                wildcards,
                in.i32(),
                writeActions,
                applyActions,
                writeSetFields,
                applySetFields,
                metadataMatch,
                metadataWrite,
                TableConfig.fromWire(in.i32(), context.version()),
                in.i32());
    }

    private static void encode(TableStats stats, WireWriter out, WireContext context) {
        OpenFlowVersion version = context.version();
        out.u8(stats.table()).zeros(version == OpenFlowVersion.OF11 || version == OpenFlowVersion.OF12 ? 7 : 3);
        if (!version.atLeast(OpenFlowVersion.OF13)) {
            Abilities abilities = Objects.requireNonNull(stats.abilities(), "abilities");
            out.text(abilities.name(), NAME);
            switch (version) {
                case OF10 -> out.u32(abilities.wildcards());
                case OF11 -> encode11(abilities, out);
                default -> encode12(abilities, out);
            }
            if (version != OpenFlowVersion.OF10) {
                out.u32(abilities.config().toWire(version));
            }
            out.u32(abilities.maxEntries());
        }
        out.u32(stats.active()).u64(stats.lookups()).u64(stats.matched());
    }

    private static void encode11(Abilities abilities, WireWriter out) {
        out.u32(abilities.wildcards()).u32(abilities.match());
        out.u32(abilities.instructions()).u32(abilities.writeActions()).u32(abilities.applyActions());
    }

    private static void encode12(Abilities abilities, WireWriter out) {
        out.u64(abilities.match()).u64(abilities.wildcards());
        out.u32(abilities.writeActions()).u32(abilities.applyActions());
        out.u64(abilities.writeSetFields()).u64(abilities.applySetFields());
        out.u64(abilities.metadataMatch()).u64(abilities.metadataWrite());
        out.u32(abilities.instructions());
    }
}
