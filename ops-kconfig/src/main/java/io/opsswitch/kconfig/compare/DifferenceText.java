/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.compare;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Prints differences in the forms of the kernel's {@code diffconfig}: first what is gone, then what changed, then what is
 * new, each sorted by name.
 *
 * <p>Values are printed as the differences have them: those of {@link ConfigText}s have strings in quotes, as
 * {@code diffconfig} prints them.
 */
public final class DifferenceText {

    private static final Comparator<Difference> ORDER =
            Comparator.comparing(DifferenceText::rank).thenComparing(Difference::name);

    private DifferenceText() {}

    private static int rank(Difference difference) {
        if (difference.after() == null) {
            return 0;
        }
        return difference.before() == null ? 2 : 1;
    }

    /** Return a line for each difference: {@code -GONE y}, {@code  CHANGED y -> m}, {@code +NEW y}. */
    public static List<String> changes(List<Difference> differences) {
        List<String> lines = new ArrayList<>();
        for (Difference difference : differences.stream().sorted(ORDER).toList()) {
            lines.add(
                    switch (rank(difference)) {
                        case 0 -> "-" + difference.name() + " " + difference.before();
                        case 1 -> " " + difference.name() + " " + difference.before() + " -> " + difference.after();
                        default -> "+" + difference.name() + " " + difference.after();
                    });
        }
        return lines;
    }

    /**
     * Return the lines that, added to the first configuration, give the second, except that nothing takes back what is
     * gone.
     *
     * @param prefix what names start with, such as {@code CONFIG_}
     */
    public static List<String> fragment(List<Difference> differences, String prefix) {
        List<String> lines = new ArrayList<>();
        for (Difference difference : differences.stream().sorted(ORDER).toList()) {
            String value = difference.after();
            if (value != null) {
                String name = prefix + difference.name();
                lines.add("n".equals(value) ? "# " + name + " is not set" : name + "=" + value);
            }
        }
        return lines;
    }
}
