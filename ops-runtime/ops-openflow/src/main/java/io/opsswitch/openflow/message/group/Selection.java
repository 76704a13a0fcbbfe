/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.group;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * How a select group chooses a bucket.
 *
 * @param method {@code hash} or {@code dp_hash}
 * @param parameter a number for the method
 * @param fields fields to hash, and in their values the bits of them, as OXM; empty for those of Open vSwitch. Not to be
 *     changed
 */
public record Selection(String method, long parameter, byte[] fields) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Selection selection
                && method.equals(selection.method)
                && parameter == selection.parameter
                && Arrays.equals(fields, selection.fields);
    }

    @Override
    public int hashCode() {
        return 31 * method.hashCode() + Long.hashCode(parameter);
    }
}
