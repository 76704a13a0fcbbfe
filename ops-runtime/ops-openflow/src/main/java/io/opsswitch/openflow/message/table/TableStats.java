/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.table;

import io.opsswitch.openflow.message.wire.MultipartBody;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What has been counted at a table.
 *
 * @param table its number
 * @param active how many flows it has
 * @param lookups packets that were looked up
 * @param matched packets that matched a flow
 * @param abilities what it can do, before OpenFlow 1.3, which tells that elsewhere; else null
 */
public record TableStats(
        int table,
        int active,
        long lookups,
        long matched,
        @Nullable Abilities abilities) {

    /**
     * What a table can do, in bits as the version of the message numbers them. What a version does not tell is 0.
     *
     * @param name its name, at most 31 characters
     * @param match fields that it can match; OpenFlow 1.1 and 1.2
     * @param wildcards fields that it can leave out
     * @param instructions instructions; OpenFlow 1.1 and 1.2
     * @param writeActions actions that can be written; OpenFlow 1.1 and 1.2
     * @param applyActions actions that can be applied; OpenFlow 1.1 and 1.2
     * @param writeSetFields fields that written actions can set; OpenFlow 1.2
     * @param applySetFields fields that applied actions can set; OpenFlow 1.2
     * @param metadataMatch bits of metadata that it can match; OpenFlow 1.2
     * @param metadataWrite bits of metadata that it can write; OpenFlow 1.2
     * @param config what happens to packets that match no flow; OpenFlow 1.1 and 1.2
     * @param maxEntries how many flows it can have
     */
    public record Abilities(
            String name,
            long match,
            long wildcards,
            int instructions,
            int writeActions,
            int applyActions,
            long writeSetFields,
            long applySetFields,
            long metadataMatch,
            long metadataWrite,
            TableConfig config,
            int maxEntries) {}

    /**
     * Statistics of tables.
     *
     * @param entries the tables
     */
    public record Reply(List<TableStats> entries) implements MultipartBody<TableStats> {}
}
