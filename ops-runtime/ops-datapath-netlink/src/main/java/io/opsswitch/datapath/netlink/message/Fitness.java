/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.message;

/**
 * How well the key that a kernel sent fits what we know, as in Open vSwitch. A key that contradicts itself fits not at
 * all: that is a {@link MalformedMessageException}.
 */
public enum Fitness {
    /** We and the kernel see the same. */
    PERFECT,
    /** The kernel sees more than we do; a flow for this packet must not be installed by its exact key. */
    TOO_MUCH,
    /** The kernel sees less than we do. */
    TOO_LITTLE;

    /** Return the worse one. */
    public Fitness and(Fitness other) {
        return ordinal() >= other.ordinal() ? this : other;
    }
}
