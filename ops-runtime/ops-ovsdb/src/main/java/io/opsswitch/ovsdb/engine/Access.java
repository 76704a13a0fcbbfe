/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.engine;

import io.opsswitch.ovsdb.ColumnSchema;
import io.opsswitch.ovsdb.OvsdbException;
import io.opsswitch.ovsdb.TableSchema;
import java.util.Collection;
import java.util.List;

/** Decides which rows a transaction's client may change. Called on the engine's thread, while the transaction runs. */
public interface Access {

    /** Whoever this belongs to may do all. */
    Access ALL = new Access() {
        @Override
        public void checkInsert(TableSchema table, Row row) {}

        @Override
        public void checkDelete(TableSchema table, List<Row> rows) {}

        @Override
        public void checkModify(
                TableSchema table, List<Row> rows, Collection<ColumnSchema> columns, String operation) {}
    };

    /** Check an insertion; throws "permission error" if it is refused. */
    void checkInsert(TableSchema table, Row row) throws OvsdbException;

    /** Check a deletion of rows. */
    void checkDelete(TableSchema table, List<Row> rows) throws OvsdbException;

    /**
     * Check a change of columns of rows.
     *
     * @param operation what the error's text calls it
     */
    void checkModify(TableSchema table, List<Row> rows, Collection<ColumnSchema> columns, String operation)
            throws OvsdbException;
}
