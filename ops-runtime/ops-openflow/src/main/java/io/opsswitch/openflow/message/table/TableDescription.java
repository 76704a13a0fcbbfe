/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.table;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.wire.ListCodec;
import io.opsswitch.openflow.message.wire.MultipartBody;
import io.opsswitch.openflow.message.wire.Property;
import io.opsswitch.openflow.message.wire.PropertyWriter;
import io.opsswitch.openflow.message.wire.WireContext;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How a table is configured; from OpenFlow 1.4 on.
 *
 * @param table its number
 * @param config eviction and vacancy
 * @param evictionFlags how flows to delete are chosen: 1 others, 2 importance, 4 lifetime; null if not told
 * @param vacancy when controllers are told that it fills or empties; null if not told
 */
public record TableDescription(
        int table,
        TableConfig config,
        @Nullable Integer evictionFlags,
        @Nullable Vacancy vacancy) {

    private static final int HEADER = 8;

    /** Codec of the list of tables. */
    public static final ListCodec<TableDescription, Reply> REPLY =
            new ListCodec<>(Reply::new, TableDescription::decode, TableDescription::encode);

    /**
     * Tables.
     *
     * @param entries the tables
     */
    public record Reply(List<TableDescription> entries) implements MultipartBody<TableDescription> {}

    static TableDescription decode(WireReader in, WireContext context) {
        WireReader entry = in.part(in.u16() - 2);
        int table = entry.u8();
        entry.skip(1);
        TableConfig config = TableConfig.fromWire(entry.i32(), OpenFlowVersion.OF14);
        Integer evictionFlags = null;
        Vacancy vacancy = null;
        while (entry.remaining() > 0) {
            Property property = Property.pull(entry);
            switch (property.standardType()) {
                case Vacancy.EVICTION_PROPERTY -> evictionFlags = property.i32();
                case Vacancy.PROPERTY -> vacancy = Vacancy.read(property);
                default -> {}
            }
        }
        return new TableDescription(table, config, evictionFlags, vacancy);
    }

    void encode(WireWriter out, WireContext context) {
        int start = out.size();
        out.u16(HEADER).u8(table).u8(0).u32(config.toWire(context.version()));
        if (evictionFlags != null) {
            PropertyWriter.u32(out, Vacancy.EVICTION_PROPERTY, evictionFlags);
        }
        if (vacancy != null) {
            vacancy.write(out);
        }
        out.setLength(start, start);
    }
}
