/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.ofproto;

/** When packets that leave a port without a VLAN get a tag with their priority alone: {@code other_config:priority-tags}. */
public enum PriorityTags {
    /** Never. */
    NEVER,
    /** When they have a priority other than 0. */
    IF_NONZERO,
    /** Always. */
    ALWAYS
}
