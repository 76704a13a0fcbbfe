/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.dpctl;

import org.jspecify.annotations.Nullable;

/** The options of ovs-dpctl. Used by one thread. */
final class Settings {
    boolean hasStatistics;
    boolean isVerbose;
    /** Whether ports in flows are written by name; null: if all of a flow is written. */
    @Nullable
    Boolean names;

    boolean mayCreate;
    boolean clears;
    boolean isReadOnly;
}
