/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.check;

import io.opsswitch.schema.model.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Phrases that several checks use. */
final class Words {

    private Words() {}

    /** {@code OPS_A is off}, {@code OPS_A and OPS_B are off}. */
    static String off(List<String> symbols) {
        return list(symbols, " and ") + (symbols.size() == 1 ? " is off" : " are off");
    }

    /** {@code switch on OPS_A}, {@code switch on OPS_A or OPS_B}. */
    static String switchOn(List<String> symbols) {
        return "switch on " + list(symbols, " or ");
    }

    /** {@code untagged}, {@code tagged ["OPS_A"]}. */
    static String tagged(@Nullable Tag tag) {
        return tag == null ? "untagged" : "tagged " + tag;
    }

    private static String list(List<String> names, String last) {
        int n = names.size();
        return n < 2 ? String.join("", names) : String.join(", ", names.subList(0, n - 1)) + last + names.get(n - 1);
    }
}
