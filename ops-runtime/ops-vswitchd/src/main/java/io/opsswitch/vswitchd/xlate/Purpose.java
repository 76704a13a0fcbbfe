/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.xlate;

/** What a translation is for. */
enum Purpose {
    /** A packet is there, and may change tables. */
    PACKET,
    /** A packet is there, and may change tables when the changes have come about under which it is translated. */
    STAGED,
    /** An installed flow is being checked. */
    REVALIDATION,
    /** Somebody wants to know what would happen. */
    EXPLANATION,
    /** Somebody wants to know what happens to a packet that is there, and may change tables. */
    DEMONSTRATION;

    boolean isForPeople() {
        return this == EXPLANATION || this == DEMONSTRATION;
    }
}
