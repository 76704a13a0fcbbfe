/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.features.lifecycle;

import java.util.Locale;

/** How a feature is. */
public enum FeatureState {
    /** Started, and not stopped since. */
    RUNNING,
    /** Not started yet, or stopped by somebody. */
    STOPPED,
    /** Its start threw; whatever it had begun is undone. */
    FAILED,
    /** Its jar is there, but the image does not list its symbol. It cannot be started. */
    REFUSED;

    /** Return the word for people. */
    public String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
