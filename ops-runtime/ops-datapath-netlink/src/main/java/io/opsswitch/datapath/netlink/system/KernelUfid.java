/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.system;

import io.opsswitch.datapath.FlowUfid;
import java.nio.ByteOrder;

/**
 * How tools write the identifier of a flow: as four words of 32 bits in the machine's order, though a kernel takes it for
 * bytes. Stateless.
 */
public final class KernelUfid {

    private static final boolean SWAPS = ByteOrder.nativeOrder() == ByteOrder.LITTLE_ENDIAN;

    private KernelUfid() {}

    /** Turn half of an identifier from text to what a kernel has, or back. */
    public static long half(long value) {
        return SWAPS
                ? (long) Integer.reverseBytes((int) (value >>> 32)) << 32
                        | Integer.reverseBytes((int) value) & 0xffff_ffffL
                : value;
    }

    /** Return the text of the identifier that a kernel has. */
    public static String text(long high, long low) {
        return FlowUfid.text(half(high), half(low));
    }
}
