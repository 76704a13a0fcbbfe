/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.wire;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;

/**
 * A property: type, length and value, as OpenFlow 1.3 and later, and the extensions of Nicira, use them.
 *
 * <pre>
 *  0        2        4          8          12
 *  | type   | length | value ...                        padded to 8 bytes, which the length does not count
 *  | 0xffff | length | experimenter | type | value ...
 * </pre>
 */
public final class Property {

    /** From this type on, properties are those of experimenters. */
    public static final int EXPERIMENTER = 0xffff;
    /** For lists in which no type stands for experimenters. */
    public static final int NO_EXPERIMENTERS = 0x10000;

    private static final int HEADER = 4;
    private static final int EXPERIMENTER_HEADER = 12;

    private final long type;
    private final int wireType;
    private final int length;
    private final int header;
    private final WireReader value;

    private Property(long type, int wireType, int length, int header, WireReader value) {
        this.type = type;
        this.wireType = wireType;
        this.length = length;
        this.header = header;
        this.value = value;
    }

    /** Return the type that stands for one of an experimenter. */
    public static long experimenter(int experimenter, int type) {
        return (long) experimenter << 32 | type & 0xffff_ffffL;
    }

    /** Take the next property, which is padded to a multiple of 8 bytes. */
    public static Property pull(WireReader in) {
        return pull(in, 8, EXPERIMENTER);
    }

    /**
     * Take the next property.
     *
     * @param alignment to what multiple of bytes it is padded
     * @param firstExperimenter from which type on it is one of an experimenter
     */
    public static Property pull(WireReader in, int alignment, int firstExperimenter) {
        WireReader front = in.orElse(OpenFlowError.OFPBPC_BAD_LEN);
        int wireType = front.u16();
        int length = front.u16();
        int padded = (length + alignment - 1) / alignment * alignment;
        if (length < HEADER || padded > in.remaining()) {
            throw badLength("property of type " + wireType + " has " + length + " bytes");
        }
        long type = wireType;
        int header = HEADER;
        if (wireType >= firstExperimenter) {
            header = EXPERIMENTER_HEADER;
            if (length < header) {
                throw badLength("property of an experimenter has " + length + " bytes");
            }
            int experimenter = front.i32();
            if (experimenter == 0) {
                throw new OpenFlowException(OpenFlowError.OFPBPC_BAD_EXPERIMENTER, "experimenter 0 in a property");
            }
            type = experimenter(experimenter, front.i32());
        }
        WireReader whole = in.part(padded).part(length).orElse(OpenFlowError.OFPBPC_BAD_LEN);
        whole.skip(header);
        return new Property(type, wireType, length, header, whole);
    }

    /** Return the type; that of an experimenter's has the experimenter in the upper half. */
    public long type() {
        return type;
    }

    /** Return the type if it is one of the protocol's own, or -1 if it is one of an experimenter. */
    public int standardType() {
        return header == HEADER ? wireType : -1;
    }

    /** Return the type as it stands on the wire. */
    public int wireType() {
        return wireType;
    }

    /** Return the length with the header, without the padding. */
    public int length() {
        return length;
    }

    /** Return a reader of the value. */
    public WireReader value() {
        return value;
    }

    /** Require that the length, with the header, is this one. */
    public Property ofLength(int bytes) {
        if (length != bytes) {
            throw badLength("property of type " + wireType + " has " + length + " bytes instead of " + bytes);
        }
        return this;
    }

    /** Return the value as 8 bits; more bytes behind them are allowed. */
    public int u8() {
        return value.u8();
    }

    /** Return the value as 16 bits; more bytes behind them are allowed, since OpenFlow pads them. */
    public int u16() {
        return value.u16();
    }

    /** Return the value as 32 bits. */
    public int i32() {
        return ofLength(header + 4).value.i32();
    }

    /** Return the value as 64 bits, which begin at a multiple of 8 bytes. */
    public long i64() {
        int start = aligned();
        return ofLength(start + 8).nested().i64();
    }

    /** Return a reader of the value that begins at a multiple of 8 bytes, as lists of properties in one do. */
    public WireReader nested() {
        if (length < aligned()) {
            throw badLength("property of type " + wireType + " is too short for properties in it");
        }
        value.skip(aligned() - header);
        return value;
    }

    /** Return the error for a property that is not known, or pass over it if the context is loose. */
    public void unknown(WireContext context, String where) {
        if (!context.loose()) {
            throw new OpenFlowException(
                    header == HEADER ? OpenFlowError.OFPBPC_BAD_TYPE : OpenFlowError.OFPBPC_BAD_EXP_TYPE,
                    "unknown property of type 0x" + Long.toHexString(type) + " in " + where);
        }
    }

    private int aligned() {
        return (header + 7) & ~7;
    }

    private static OpenFlowException badLength(String message) {
        return new OpenFlowException(OpenFlowError.OFPBPC_BAD_LEN, message);
    }
}
