/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.ovsdb.monitor;

/** The forms in which a client can be told about changes. */
public enum MonitorVersion {
    /** RFC 7047's "monitor": whole rows, old values of changed columns. */
    V1("update"),
    /** ovsdb-server(7)'s "monitor_cond": conditions, differences. */
    V2("update2"),
    /** ovsdb-server(7)'s "monitor_cond_since": V2 with the names of transactions. */
    V3("update3");

    private final String method;

    MonitorVersion(String method) {
        this.method = method;
    }

    /** Return the method of the notification. */
    public String method() {
        return method;
    }
}
