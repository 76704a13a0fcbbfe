/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

/** When an action of an action set is done; the later ones of the last kind win over the others. */
enum ActionOrder {
    STRIP_VLAN,
    POP_MPLS,
    DECAP,
    ENCAP,
    PUSH_MPLS,
    PUSH_VLAN,
    DEC_TTL,
    DEC_MPLS_TTL,
    SET,
    CT,
    CT_CLEAR,
    RESUBMIT,
    OUTPUT,
    GROUP,
    /** It may not be in an action set. */
    NEVER;

    /** Return whether it ends the set; of several such actions only one is done. */
    boolean isLast() {
        return compareTo(CT) >= 0 && this != NEVER;
    }
}
