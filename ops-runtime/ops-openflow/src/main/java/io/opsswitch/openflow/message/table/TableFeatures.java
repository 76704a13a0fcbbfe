/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.table;

import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.message.wire.MultipartBody;
import java.util.BitSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a table can do; from OpenFlow 1.3 on.
 *
 * @param table its number
 * @param command what a request does with it: 0 replaces all tables, 1 changes this one, 2 enables, 3 disables; before
 *     OpenFlow 1.5 always 0
 * @param name its name, at most 31 characters
 * @param metadataMatch bits of metadata that it can match
 * @param metadataWrite bits of metadata that it can write
 * @param eviction whether it can delete flows when it is full; null before OpenFlow 1.4
 * @param vacancy whether it can tell that it fills or empties; null before OpenFlow 1.4
 * @param maxEntries how many flows it can have
 * @param abilities the rest; null if the message has no properties
 */
public record TableFeatures(
        int table,
        int command,
        String name,
        long metadataMatch,
        long metadataWrite,
        @Nullable Boolean eviction,
        @Nullable Boolean vacancy,
        int maxEntries,
        @Nullable Abilities abilities) {

    /**
     * What flows of a table can match and do.
     *
     * @param flows what flows can do
     * @param tableMiss what table-miss flows can do
     * @param match fields that can be matched
     * @param masked those that can be matched in part
     * @param wildcards those that can be left out
     */
    public record Abilities(Doing flows, Doing tableMiss, Set<Field> match, Set<Field> masked, Set<Field> wildcards) {}

    /**
     * What flows can do.
     *
     * @param instructions a bit for each type of instruction, as the version numbers them
     * @param nextTables tables that packets can go on to; not to be changed
     * @param write what written actions can be
     * @param apply what applied actions can be
     */
    public record Doing(int instructions, BitSet nextTables, Actions write, Actions apply) {}

    /**
     * What actions can be.
     *
     * @param types a bit for each type of action, as the version numbers them
     * @param setFields fields that they can set
     */
    public record Actions(int types, Set<Field> setFields) {}

    /**
     * Tables: a reply, or a request that changes them; one without tables asks.
     *
     * @param entries the tables
     */
    public record Body(List<TableFeatures> entries) implements MultipartBody<TableFeatures> {}
}
