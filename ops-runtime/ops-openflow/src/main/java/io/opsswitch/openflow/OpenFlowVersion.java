/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow;

import org.jspecify.annotations.Nullable;

/** The versions of OpenFlow; in the order of their numbers, so that they compare. */
public enum OpenFlowVersion {
    /** OpenFlow 1.0. */
    OF10("OpenFlow10"),
    /** OpenFlow 1.1. */
    OF11("OpenFlow11"),
    /** OpenFlow 1.2. */
    OF12("OpenFlow12"),
    /** OpenFlow 1.3. */
    OF13("OpenFlow13"),
    /** OpenFlow 1.4. */
    OF14("OpenFlow14"),
    /** OpenFlow 1.5. */
    OF15("OpenFlow15");

    private static final OpenFlowVersion[] ALL = values();

    private final String text;

    OpenFlowVersion(String text) {
        this.text = text;
    }

    /** Return the number in the header of messages: 1 for OpenFlow 1.0. */
    public int number() {
        return ordinal() + 1;
    }

    /** Return the name in {@code Bridge.protocols}. */
    public String text() {
        return text;
    }

    /** Return the version of a number, or null if it is none of these. */
    public static @Nullable OpenFlowVersion of(int number) {
        return number < 1 || number > ALL.length ? null : ALL[number - 1];
    }

    /** Return the version with a name of {@code Bridge.protocols}, or null if there is none. */
    public static @Nullable OpenFlowVersion named(String text) {
        for (OpenFlowVersion version : ALL) {
            if (version.text.equals(text)) {
                return version;
            }
        }
        return null;
    }

    /** Return whether this version is at least another one. */
    public boolean atLeast(OpenFlowVersion other) {
        return compareTo(other) >= 0;
    }
}
