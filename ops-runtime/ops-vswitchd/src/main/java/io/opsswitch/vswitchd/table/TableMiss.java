/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

/** What happens to packets for which a table has no flow. */
public enum TableMiss {
    /** What the version of OpenFlow of the controller says: to the controller in 1.0 to 1.2, dropped later. */
    DEFAULT,
    /** To the controller. */
    CONTROLLER,
    /** On to the next table. */
    CONTINUE,
    /** Dropped. */
    DROP
}
