/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import io.opsswitch.openflow.OpenFlowException;

/** Tells that one of several changes cannot be made, and none was. */
public final class BundleException extends Exception {

    private static final long serialVersionUID = 1L;

    private final int index;
    private final OpenFlowException error;

    BundleException(int index, OpenFlowException error) {
        super("change " + (index + 1) + ": " + error.getMessage(), error);
        this.index = index;
        this.error = error;
    }

    /** Return which change it is, from 0. */
    public int index() {
        return index;
    }

    /** Return why it cannot be made. */
    public OpenFlowException error() {
        return error;
    }
}
