/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.field.Bytes;
import io.opsswitch.openflow.field.Subfield;
import org.jspecify.annotations.Nullable;

/**
 * What a flow that is learned looks for, or does.
 *
 * @param kind what is done with the bits
 * @param bits how many bits there are
 * @param source where they come from; null if they are given
 * @param value the bits if they are given, as bytes
 * @param target the field; null for an output
 */
public record LearnSpec(
        Kind kind,
        int bits,
        @Nullable Subfield source,
        Bytes value,
        @Nullable Subfield target) {

    /** What is done with the bits; in the order of the numbers on the wire. */
    public enum Kind {
        /** They are matched. */
        MATCH,
        /** They are loaded. */
        LOAD,
        /** They name a port to send to. */
        OUTPUT
    }
}
