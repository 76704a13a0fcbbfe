/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Bytes;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.OxmCode;
import io.opsswitch.openflow.field.Subfield;
import io.opsswitch.openflow.field.TlvLayout;
import io.opsswitch.openflow.match.Oxm;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Actions on their way out, for one version. For one thread. */
final class ActionOut {

    final OpenFlowVersion version;
    private final @Nullable TlvLayout table;
    private ByteBuffer out = ByteBuffer.allocate(128);

    ActionOut(OpenFlowVersion version, @Nullable TlvLayout table) {
        this.version = version;
        this.table = table;
    }

    byte[] toArray() {
        return Arrays.copyOf(out.array(), out.position());
    }

    int position() {
        return out.position();
    }

    void truncate(int position) {
        out.position(position);
    }

    private ByteBuffer room(int count) {
        if (out.remaining() < count) {
            byte[] bytes = Arrays.copyOf(out.array(), Math.max(out.capacity() * 2, out.position() + count));
            out = ByteBuffer.wrap(bytes).position(out.position());
        }
        return out;
    }

    ActionOut u8(int value) {
        room(1).put((byte) value);
        return this;
    }

    ActionOut u16(int value) {
        room(2).putShort((short) value);
        return this;
    }

    ActionOut u32(int value) {
        room(4).putInt(value);
        return this;
    }

    ActionOut u64(long value) {
        room(8).putLong(value);
        return this;
    }

    ActionOut bytes(byte[] bytes) {
        room(bytes.length).put(bytes);
        return this;
    }

    ActionOut zeros(int count) {
        return bytes(new byte[count]);
    }

    void set16(int position, int value) {
        out.putShort(position, (short) value);
    }

    /** Begin an action: its header, whose length {@link #end} sets. */
    int begin(RawAction raw) {
        RawAction.Code code = raw.code(version);
        if (code == null) {
            throw new IllegalStateException(raw + " is not for " + version);
        }
        int start = position();
        u16(code.vendor() == 0 ? code.type() : 0xffff).u16(0);
        if (code.vendor() != 0) {
            u32(code.vendor()).u16(code.type());
        }
        return start;
    }

    /** End an action: fill it up to its least length, and to a multiple of 8 bytes. */
    void end(RawAction raw, int start) {
        int length = Math.max(position() - start, raw.length(version));
        length = (length + 7) / 8 * 8;
        zeros(start + length - position());
        set16(start + 2, length);
    }

    /** An action with no more than a number in it. */
    void simple(RawAction raw, int bytes, long value) {
        int start = begin(raw);
        boolean isExperimenter = position() - start == ActionCodec.EXPERIMENTER_HEADER;
        if (isExperimenter && bytes >= 4) {
            zeros(bytes - 2);
        }
        for (int i = bytes - 1; i >= 0; i--) {
            u8((int) (value >>> 8 * i));
        }
        end(raw, start);
    }

    void empty(RawAction raw) {
        end(raw, begin(raw));
    }

    private int width(Field field) {
        boolean isMapped = field.tunnelIndex() >= 0 && table != null && table.has(field.tunnelIndex());
        return isMapped && table != null ? table.length(field.tunnelIndex()) : field.bytes();
    }

    /** The header of a field in the numbering of a version, 0 for NXM. */
    ActionOut header(Field field, int codes) {
        OxmCode code = field.code(codes);
        if (code == null) {
            throw new IllegalArgumentException("the field " + field + " has no number in OXM or NXM");
        }
        u32(code.header(false, width(field)));
        return code.vendor() == 0 ? this : u32(code.vendor());
    }

    static boolean isShort(Field field) {
        OxmCode code = field.code(0);
        return code != null && code.vendor() == 0;
    }

    ActionOut offsetBits(Subfield subfield) {
        return u16(subfield.from() << 6 | subfield.bits() - 1);
    }

    /** A field with its value, and its mask unless that has all bits. */
    ActionOut entry(Field field, int codes, Bytes value, Bytes mask) {
        byte[] is = value.toArray();
        byte[] look = mask.toArray();
        boolean isMasked = !ByteBits.isOnes(look);
        int length = is.length;
        if (field.tunnelIndex() >= 0) {
            int bits = isMasked ? Math.max(ByteBits.width(is), ByteBits.width(look)) : ByteBits.width(is);
            length = (bits + 7) / 8;
        }
        return bytes(Oxm.encodeField(
                field, codes, ByteBits.resize(is, length), isMasked ? ByteBits.resize(look, length) : null));
    }

    /** Actions within an action. */
    void actions(List<OfpAct> actions) {
        ActionCodec.encode(actions, this);
    }
}
