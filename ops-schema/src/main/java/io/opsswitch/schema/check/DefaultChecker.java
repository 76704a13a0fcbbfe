/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.schema.check;

import com.fasterxml.jackson.databind.JsonNode;
import io.opsswitch.schema.SchemaProblem.Kind;
import io.opsswitch.schema.model.BaseType;
import io.opsswitch.schema.model.Column;
import io.opsswitch.schema.model.ColumnType;
import io.opsswitch.schema.model.EnumValue;
import io.opsswitch.schema.model.Problems;
import io.opsswitch.schema.model.Problems.Subject;
import io.opsswitch.schema.prune.Selection;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Checks the default of one column: its form, and that pruning left every atom of it in the column's type. */
final class DefaultChecker {

    private final Column column;
    private final Column original;
    private final Subject subject;
    private final Problems problems;

    DefaultChecker(Column column, Column original, Subject subject, Problems problems) {
        this.column = column;
        this.original = original;
        this.subject = subject;
        this.problems = problems;
    }

    void check() {
        JsonNode value = column.defaultValue();
        if (value == null) {
            return;
        }
        ColumnType type = column.type();
        BaseType valueType = type.value();
        List<JsonNode> elements = elements(value);
        if (elements.size() < type.min() || elements.size() > type.max()) {
            wrong("has " + elements.size() + " elements, which the column does not allow", "correct the default");
        }
        for (JsonNode element : elements) {
            if (valueType == null) {
                atom(element, type.key(), original.type().key());
            } else if (element.isArray() && element.size() == 2) {
                BaseType originalValue = original.type().value();
                atom(element.get(0), type.key(), original.type().key());
                atom(element.get(1), valueType, originalValue == null ? valueType : originalValue);
            } else {
                wrong(element + " is no pair of a map", "write [\"map\", [[key, value], ...]]");
            }
        }
    }

    /** Return the elements of a set or map in the notation of RFC 7047 section 5.1; an atom is a set of one. */
    private List<JsonNode> elements(JsonNode value) {
        String sort = column.type().value() == null ? "set" : "map";
        List<JsonNode> elements = new ArrayList<>();
        if (value.isArray()
                && value.size() == 2
                && value.get(0).asText().equals(sort)
                && value.get(1).isArray()) {
            value.get(1).forEach(elements::add);
        } else {
            elements.add(value);
        }
        return elements;
    }

    private void atom(JsonNode atom, BaseType base, BaseType originalBase) {
        if (!base.type().accepts(atom)) {
            wrong(atom + " is no value of type " + base.type().schemaName(), "correct the default");
            return;
        }
        List<EnumValue> values = base.values();
        if (values != null && find(values, atom) == null) {
            EnumValue pruned = find(originalBase.values(), atom);
            var tag = pruned == null ? null : Selection.effective(pruned.tag(), subject.tag());
            if (tag == null) {
                wrong(atom + " is not in the column's enum", "add it to the enum or choose another default");
            } else {
                problems.error(
                        Kind.DEFAULT,
                        column.position(),
                        subject,
                        tag.symbols(),
                        "its default " + atom + " is pruned from its enum because " + Words.off(tag.symbols())
                                + " (tag " + tag + ")",
                        Words.switchOn(tag.symbols()) + ", or choose a default that is always there");
            }
        }
        if (atom.isNumber()) {
            range(atom, base);
        }
    }

    private void range(JsonNode atom, BaseType base) {
        JsonNode minimum = base.minimum();
        JsonNode maximum = base.maximum();
        if ((minimum != null && atom.decimalValue().compareTo(minimum.decimalValue()) < 0)
                || (maximum != null && atom.decimalValue().compareTo(maximum.decimalValue()) > 0)) {
            wrong(atom + " is out of the column's range", "correct the default or the range");
        }
    }

    private static @Nullable EnumValue find(@Nullable List<EnumValue> values, JsonNode atom) {
        return values == null
                ? null
                : values.stream()
                        .filter(value -> value.value().equals(atom))
                        .findFirst()
                        .orElse(null);
    }

    private void wrong(String what, String advice) {
        problems.error(Kind.DEFAULT, column.position(), subject, "its default " + what, advice);
    }
}
