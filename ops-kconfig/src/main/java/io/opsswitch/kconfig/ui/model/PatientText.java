/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.ui.model;

/** Text that loses patience with a regular expression that looks at it too often, so that none can hang the menu. */
final class PatientText implements CharSequence {

    private static final int PATIENCE = 200_000;

    private final String text;
    private int looks;

    PatientText(String text) {
        this.text = text;
    }

    /** Reports that a regular expression takes too long. */
    static final class TooSlowException extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooSlowException() {
            super("this expression takes too long", null, false, false);
        }
    }

    @Override
    public int length() {
        return text.length();
    }

    @Override
    public char charAt(int index) {
        if (++looks > PATIENCE) {
            throw new TooSlowException();
        }
        return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
        return text.subSequence(start, end);
    }

    @Override
    public String toString() {
        return text;
    }
}
