/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.table;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.wire.Body;
import io.opsswitch.openflow.message.wire.BodyCodec;
import io.opsswitch.openflow.message.wire.Property;
import io.opsswitch.openflow.message.wire.PropertyWriter;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/**
 * Changes the configuration of a table.
 *
 * @param table its number, or 255 for all
 * @param config what changes
 * @param evictionFlags how flows to delete are chosen, see {@link TableDescription}; null if not told
 * @param vacancy when controllers are told that it fills or empties; null if not told
 */
public record TableMod(
        int table,
        TableConfig config,
        @Nullable Integer evictionFlags,
        @Nullable Vacancy vacancy) implements Body {

    /** Codec of all versions. */
    public static final BodyCodec<TableMod> CODEC =
            BodyCodec.of(TableMod::decode, (body, out, context) -> body.encode(out, context));

    private static TableMod decode(WireReader in, WireContext context) {
        int table = in.u8();
        in.skip(3);
        TableConfig config = TableConfig.fromWire(in.i32(), context.version());
        Integer evictionFlags = null;
        Vacancy vacancy = null;
        while (in.remaining() > 0) {
            Property property = Property.pull(in);
            switch (property.standardType()) {
                case Vacancy.EVICTION_PROPERTY -> evictionFlags = property.i32();
                case Vacancy.PROPERTY -> vacancy = Vacancy.read(property).checked();
                default ->
                    throw new OpenFlowException(
                            OpenFlowError.OFPBRC_BAD_TYPE,
                            "unknown property of type " + property.type() + " in table_mod");
            }
        }
        return new TableMod(table, config, evictionFlags, vacancy);
    }

    private void encode(WireWriter out, WireContext context) {
        out.u8(table).zeros(3).u32(config.toWire(context.version()));
        if (context.atLeast(OpenFlowVersion.OF14)) {
            if (evictionFlags != null) {
                PropertyWriter.u32(out, Vacancy.EVICTION_PROPERTY, evictionFlags);
            }
            if (vacancy != null) {
                vacancy.write(out);
            }
        }
    }
}
