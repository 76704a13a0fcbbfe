/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.diff;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsswitch.schema.diff.Change.Effect;
import io.opsswitch.schema.model.BaseType;
import io.opsswitch.schema.model.ColumnType;
import io.opsswitch.schema.model.EnumValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Decides whether every value of one type is a value of another one. */
final class Widening {

    private Widening() {}

    static Effect of(ColumnType before, ColumnType after) {
        BaseType oldValue = before.value();
        BaseType value = after.value();
        if ((oldValue == null) != (value == null) || after.min() > before.min() || after.max() < before.max()) {
            return Effect.CUTS;
        }
        Effect key = of(before.key(), after.key());
        Effect values = oldValue == null || value == null ? Effect.SAFE : of(oldValue, value);
        return key == Effect.SAFE ? values : key;
    }

    private static Effect of(BaseType before, BaseType after) {
        if (before.type() != after.type()
                || !holds(after.values(), before.values())
                || !bounds(before, after)
                || !refersAlike(before, after)) {
            return Effect.CUTS;
        }
        BaseType.Reference old = before.reference();
        BaseType.Reference now = after.reference();
        // What only this reference kept alive is collected when it is none or only a weak one any more.
        return old != null && !old.weak() && (now == null || now.weak()) ? Effect.COLLECTS : Effect.SAFE;
    }

    private static boolean holds(@Nullable List<EnumValue> wider, @Nullable List<EnumValue> narrower) {
        if (wider == null) {
            return true;
        }
        if (narrower == null) {
            return false;
        }
        Set<JsonNode> values = new HashSet<>();
        wider.forEach(value -> values.add(value.value()));
        return narrower.stream().allMatch(value -> values.contains(value.value()));
    }

    private static boolean bounds(BaseType before, BaseType after) {
        // An enum has no bounds of its own; bounds in its place may cut some of it off.
        List<EnumValue> values = before.values();
        if (values != null && (after.minimum() != null || after.maximum() != null)) {
            return false;
        }
        JsonNode minimum = after.minimum();
        JsonNode maximum = after.maximum();
        JsonNode oldMinimum = before.minimum();
        JsonNode oldMaximum = before.maximum();
        boolean lowEnough = minimum == null || (oldMinimum != null && compare(minimum, oldMinimum) <= 0);
        boolean highEnough = maximum == null || (oldMaximum != null && compare(maximum, oldMaximum) >= 0);
        return lowEnough && highEnough;
    }

    private static int compare(JsonNode a, JsonNode b) {
        return a.decimalValue().compareTo(b.decimalValue());
    }

    private static boolean refersAlike(BaseType before, BaseType after) {
        BaseType.Reference old = before.reference();
        BaseType.Reference now = after.reference();
        return now == null || (old != null && old.table().equals(now.table()));
    }
}
