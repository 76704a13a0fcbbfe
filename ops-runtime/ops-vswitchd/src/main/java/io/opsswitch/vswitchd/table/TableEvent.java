/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.table;

import org.jspecify.annotations.Nullable;

/** Something that has happened to a flow, when lookups see it already; told in the order in which it happened. */
public sealed interface TableEvent {

    /**
     * A flow was added.
     *
     * @param replaced the one with the same match and priority in whose place it came, or null
     * @param cause who asked for it, as given with the change; null if the switch did it by itself
     */
    record Added(
            FlowRule rule,
            @Nullable FlowRule replaced,
            @Nullable Object cause) implements TableEvent {}

    /**
     * A flow does something else now, or has another cookie.
     *
     * @param previous the flow as it was
     * @param cause who asked for it
     */
    record Modified(
            FlowRule rule, FlowRule previous, @Nullable Object cause) implements TableEvent {}

    /**
     * A flow was removed. Whether controllers are told depends on its flags too, and on whether it is hidden.
     *
     * @param cause who asked for it; null if the switch did it by itself
     */
    record Removed(
            FlowRule rule, RemovalReason reason, @Nullable Object cause) implements TableEvent {}

    /**
     * How much room a table has went below or above the limit that was set.
     *
     * @param isUp whether there is more room now
     */
    record Vacancy(FlowTable table, boolean isUp) implements TableEvent {}
}
