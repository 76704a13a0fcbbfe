/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.eval;

import io.opsswitch.kconfig.SymbolType;
import org.jspecify.annotations.Nullable;

/** Compares two values: as numbers when both are numbers by the types of their symbols, else as text. */
final class Comparison {

    private Comparison() {}

    /**
     * Return a negative number, 0 or a positive number, as the left value is before, equal to or behind the right one.
     *
     * @param leftType null for values that are text whatever they look like
     * @param rightType likewise
     */
    static int order(String left, @Nullable SymbolType leftType, String right, @Nullable SymbolType rightType) {
        boolean bothStrings = leftType == SymbolType.STRING && rightType == SymbolType.STRING;
        if (leftType == null || rightType == null || bothStrings) {
            return left.compareTo(right);
        }
        NumberText.Reading a = NumberText.read(left, leftType);
        NumberText.Reading b = NumberText.read(right, rightType);
        if (a.kind() == NumberText.Kind.TEXT || b.kind() == NumberText.Kind.TEXT) {
            return left.compareTo(right);
        }
        return a.kind() == NumberText.Kind.UNSIGNED || b.kind() == NumberText.Kind.UNSIGNED
                ? Long.compareUnsigned(a.value(), b.value())
                : Long.compare(a.value(), b.value());
    }
}
