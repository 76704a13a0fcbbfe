/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.table;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.table.TableFeatures.Body;
import io.opsswitch.openflow.message.wire.ListCodec;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;

/** What tables can do, on the wire: a part of fixed layout, then the properties of {@link TableAbilities}. */
public final class TableFeaturesCodec {

    /** Codec of requests and replies. */
    public static final ListCodec<TableFeatures, Body> CODEC =
            new ListCodec<>(Body::new, TableFeaturesCodec::decode, TableFeaturesCodec::encode);

    private static final int HEADER = 64;
    private static final int NAME = 32;
    private static final int ALL_TABLES = 255;
    private static final int COMMANDS = 4;

    private TableFeaturesCodec() {}

    private static TableFeatures decode(WireReader source, WireContext context) {
        WireReader in = source.orElse(OpenFlowError.OFPBPC_BAD_LEN);
        int length = in.u16();
        if (length < HEADER || length % 8 != 0) {
            throw new OpenFlowException(OpenFlowError.OFPBPC_BAD_LEN, "table features of " + length + " bytes");
        }
        WireReader entry = in.part(length - 2);
        source.skip(length);
        int table = entry.u8();
        int command = entry.u8();
        if (!context.atLeast(OpenFlowVersion.OF15)) {
            command = 0;
        } else if (command >= COMMANDS) {
            throw new OpenFlowException(OpenFlowError.OFPTFFC_BAD_COMMAND, "table features command " + command);
        }
        if (table == ALL_TABLES) {
            throw new OpenFlowException(OpenFlowError.OFPTFFC_BAD_TABLE, "table features are those of one table");
        }
        entry.skip(4);
        String name = entry.text(NAME);
        long metadataMatch = entry.i64();
        long metadataWrite = entry.i64();
        int capabilities = entry.i32();
        int maxEntries = entry.i32();
        TableConfig config = TableConfig.fromWire(capabilities, context.version());
        return new TableFeatures(
                table,
                command,
                name,
                metadataMatch,
                metadataWrite,
                config.eviction(),
                config.vacancy(),
                maxEntries,
                TableAbilities.read(entry, context));
    }

    private static void encode(TableFeatures features, WireWriter out, WireContext context) {
        int start = out.size();
        out.u16(0).u8(features.table());
        out.u8(context.atLeast(OpenFlowVersion.OF15) ? features.command() : 0).zeros(4);
        out.text(features.name(), NAME);
        out.u64(features.metadataMatch()).u64(features.metadataWrite());
        out.u32(new TableConfig(null, features.eviction(), features.vacancy()).toWire(context.version()));
        out.u32(features.maxEntries());
        if (features.abilities() != null) {
            TableAbilities.write(features.abilities(), out, context);
        }
        out.setLength(start, start);
    }
}
