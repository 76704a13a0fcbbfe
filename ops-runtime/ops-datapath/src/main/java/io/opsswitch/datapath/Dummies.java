/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath;

/** Whether stand-ins for network devices may be used, and in the place of which others: {@code --enable-dummy}. */
public enum Dummies {
    /** None. */
    NONE,
    /** Interfaces and datapaths of type {@code dummy}, beside the others. */
    BESIDE,
    /** Also in the place of those of type {@code system}. */
    SYSTEM,
    /** In the place of all others. */
    ALL;

    /** Return whether there are any. */
    public boolean areAllowed() {
        return this != NONE;
    }

    /** Return whether a stand-in takes the place of this type of interface or datapath. */
    public boolean replace(String type) {
        return this == ALL || this == SYSTEM && type.equals("system");
    }
}
