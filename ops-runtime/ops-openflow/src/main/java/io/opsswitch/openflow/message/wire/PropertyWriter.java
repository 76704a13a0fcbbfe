/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.wire;

/** Appends properties, see {@link Property}. */
public final class PropertyWriter {

    private PropertyWriter() {}

    /** Begin a property; returns its place for {@link #end}. */
    public static int start(WireWriter out, long type) {
        int start = out.size();
        if (type >>> 32 == 0) {
            out.u16((int) type).u16(0);
        } else {
            out.u16(Property.EXPERIMENTER).u16(0).u32(type >>> 32).u32(type);
        }
        return start;
    }

    /** Begin a property whose value begins at a multiple of 8 bytes. */
    public static int startNested(WireWriter out, long type) {
        int start = start(out, type);
        out.pad8(start);
        return start;
    }

    /** End a property: set its length and pad it. */
    public static void end(WireWriter out, int start) {
        out.setLength(start + 2, start);
        out.pad8(start);
    }

    /** Append one without value. */
    public static void flag(WireWriter out, long type) {
        end(out, start(out, type));
    }

    /** Append one of 8 bits. */
    public static void u8(WireWriter out, long type, int value) {
        int start = start(out, type);
        out.u8(value);
        end(out, start);
    }

    /** Append one of 16 bits, which OpenFlow pads to 32 with the padding counted. */
    public static void u16(WireWriter out, long type, int value) {
        int start = start(out, type);
        out.u16(value);
        if (type >>> 32 == 0) {
            out.u16(0);
        }
        end(out, start);
    }

    /** Append one of 32 bits. */
    public static void u32(WireWriter out, long type, int value) {
        int start = start(out, type);
        out.u32(value);
        end(out, start);
    }

    /** Append one of 64 bits. */
    public static void u64(WireWriter out, long type, long value) {
        int start = startNested(out, type);
        out.u64(value);
        end(out, start);
    }

    /** Append one of bytes. */
    public static void bytes(WireWriter out, long type, byte[] value) {
        int start = start(out, type);
        out.bytes(value);
        end(out, start);
    }
}
