/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.match;

import io.opsswitch.datapath.FlowKey;
import io.opsswitch.openflow.field.TlvLayout;
import org.jspecify.annotations.Nullable;

/**
 * Which packets a flow is for: those whose key, in the bits of the mask, is the value. Numbers of ports are those of
 * OpenFlow, see {@link io.opsswitch.openflow.OfPorts}. Immutable.
 */
public final class Match {

    /** Matches all packets. */
    public static final Match ANY = new Match(new FlowKey(), new FlowKey(), TlvLayout.NONE);

    private final FlowKey value;
    private final FlowKey mask;
    private final TlvLayout layout;

    private Match(FlowKey value, FlowKey mask, TlvLayout layout) {
        this.value = value;
        this.mask = mask;
        this.layout = layout;
    }

    /** Return a match; bits of the value outside the mask do not count. */
    public static Match of(FlowKey value, FlowKey mask) {
        return of(value, mask, TlvLayout.NONE);
    }

    /** Return a match on fields {@code tun_metadata}, among others, that have their places by a layout. */
    public static Match of(FlowKey value, FlowKey mask, TlvLayout layout) {
        return new Match(value.masked(mask), mask.copy(), layout);
    }

    /** Return the value, with zeros outside the mask; not to be changed. */
    public FlowKey value() {
        return value;
    }

    /** Return the mask: ones in the bits that have to be those of the value; not to be changed. */
    public FlowKey mask() {
        return mask;
    }

    /** Return where the keys have the fields {@code tun_metadata}. */
    public TlvLayout layout() {
        return layout;
    }

    /** Return whether a packet with this key is among those that are meant. */
    public boolean matches(FlowKey key) {
        int end = mask.extent();
        for (int i = 0; i < end; i++) {
            if (((key.word(i) ^ value.word(i)) & mask.word(i)) != 0) {
                return false;
            }
        }
        return true;
    }

    /** Return whether all packets that another match is for are among those of this one. */
    public boolean covers(Match other) {
        int end = mask.extent();
        for (int i = 0; i < end; i++) {
            if ((mask.word(i) & ~other.mask.word(i)) != 0
                    || ((other.value.word(i) ^ value.word(i)) & mask.word(i)) != 0) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Match match && mask.equals(match.mask) && value.equals(match.value);
    }

    @Override
    public int hashCode() {
        return 31 * mask.hashCode() + value.hashCode();
    }
}
