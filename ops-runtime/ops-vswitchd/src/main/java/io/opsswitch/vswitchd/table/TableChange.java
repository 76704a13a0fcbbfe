/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import io.opsswitch.openflow.OpenFlowException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A change that becomes visible in one version together with others, or not at all. Called under the lock of the tables, in
 * this order: {@link #start}, then either {@link #finish} or {@link #revert}.
 */
public interface TableChange {

    /**
     * Prepare the change for a version that nobody sees yet.
     *
     * @throws OpenFlowException if it cannot be done; nothing has changed then
     */
    void start(long version);

    /** Undo what {@link #start} did. */
    void revert();

    /** Add what has happened, when the version is in use. */
    void finish(@Nullable Object cause, List<TableEvent> events);
}
