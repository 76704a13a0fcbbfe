/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow;

import org.jspecify.annotations.Nullable;

/** The names that a switch has for its ports and tables, for the texts of flows. Asked by the thread that works on one. */
public interface OfNames {

    /** No names: ports and tables are numbers. */
    OfNames NONE = new OfNames() {};

    /** Return the name of a port by its 16-bit number, or null. */
    default @Nullable String portName(int port) {
        return null;
    }

    /** Return the number of a port by its name, or -1. */
    default int port(String name) {
        return -1;
    }

    /** Return the name of a table, or null. */
    default @Nullable String tableName(int table) {
        return null;
    }

    /** Return the number of a table by its name, or -1. */
    default int table(String name) {
        return -1;
    }
}
