/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.random;

/**
 * How likely random answers are, in percent.
 *
 * @param boolY that a bool is y
 * @param tristateY that a tristate is y
 * @param tristateM that a tristate is m
 */
public record Probability(int boolY, int tristateY, int tristateM) {

    /** What counts unless the user says otherwise. */
    public static final Probability USUAL = new Probability(50, 33, 33);

    private static final int MOST = 100;
    private static final int HALF = 2;
    private static final int PARTS = 3;

    /**
     * Create probabilities.
     *
     * @throws IllegalArgumentException when one is no percentage, or those of tristates exceed 100 together
     */
    public Probability {
        boolean valid = boolY >= 0 && boolY <= MOST && tristateY >= 0 && tristateM >= 0;
        if (!valid || tristateY + tristateM > MOST) {
            throw new IllegalArgumentException("Numerical result out of range");
        }
    }

    /**
     * Read KCONFIG_PROBABILITY: {@code BOOL}, {@code TRISTATE_Y:TRISTATE_M} or {@code BOOL:TRISTATE_Y:TRISTATE_M}; what is
     * no number counts as 0.
     *
     * @throws IllegalArgumentException in the words of the C tool, when a number is not in its range
     */
    public static Probability parse(String text) {
        int[] parts = new int[PARTS];
        int count = 0;
        int at = 0;
        while (at < text.length() && count < PARTS) {
            int end = at;
            while (end < text.length()
                    && (Character.isDigit(text.charAt(end)) || end == at && text.charAt(end) == '-')) {
                end++;
            }
            int part = number(text.substring(at, end));
            if (part < 0 || part > MOST) {
                throw new IllegalArgumentException("Numerical result out of range");
            }
            parts[count++] = part;
            at = end < text.length() && text.charAt(end) == ':' ? end + 1 : end;
        }
        return switch (count) {
            case 0 -> USUAL;
            case 1 -> new Probability(parts[0], parts[0] - parts[0] / HALF, parts[0] / HALF);
            case HALF -> new Probability(Math.min(MOST + 1, parts[0] + parts[1]), parts[0], parts[1]);
            default -> new Probability(parts[0], parts[1], parts[2]);
        };
    }

    private static int number(String digits) {
        if (digits.isEmpty() || digits.equals("-")) {
            return 0;
        }
        try {
            return Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            return MOST + 1; // beyond any int, and so beyond the range too
        }
    }
}
