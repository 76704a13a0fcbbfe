/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.action;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.Subfield;
import io.opsswitch.openflow.field.TlvLayout;
import io.opsswitch.openflow.match.OxmReader;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** One action on the wire, behind its header, and what its decoder has to know. */
final class ActionIn {

    final RawAction raw;
    final OpenFlowVersion version;
    final @Nullable TlvLayout table;
    final int depth;
    private final ByteBuffer in;

    ActionIn(RawAction raw, ByteBuffer in, OpenFlowVersion version, @Nullable TlvLayout table, int depth) {
        this.raw = raw;
        this.in = in;
        this.version = version;
        this.table = table;
        this.depth = depth;
    }

    ByteBuffer buffer() {
        return in;
    }

    int u8() {
        return in.get() & 0xff;
    }

    int u16() {
        return in.getShort() & 0xffff;
    }

    int u32() {
        return in.getInt();
    }

    long u64() {
        return in.getLong();
    }

    byte[] bytes(int count) {
        byte[] bytes = new byte[count];
        in.get(bytes);
        return bytes;
    }

    int remaining() {
        return in.remaining();
    }

    /** A number of 16 or 32 bits that stands alone; the forms of experimenters have it aligned. */
    int argument(int bytes) {
        boolean isExperimenter = in.position() == ActionCodec.EXPERIMENTER_HEADER;
        if (isExperimenter && bytes == 4) {
            in.getShort();
        }
        return bytes == 1 ? u8() : bytes == 2 ? u16() : u32();
    }

    void skip(int count) {
        in.position(in.position() + count);
    }

    void zeros(int count, OpenFlowError error) {
        for (int i = 0; i < count; i++) {
            if (in.get() != 0) {
                throw new OpenFlowException(error, raw + ": bytes that have to be zero are not");
            }
        }
    }

    void zerosToEnd(OpenFlowError error) {
        zeros(in.remaining(), error);
    }

    OpenFlowException bad(OpenFlowError error, String why) {
        return new OpenFlowException(error, raw + ": " + why);
    }

    void require(boolean isRight, String why) {
        if (!isRight) {
            throw bad(OpenFlowError.OFPBAC_BAD_ARGUMENT, why);
        }
    }

    /** A field by its header, which may be one of 64 bits. */
    Field field() {
        return new OxmReader(table, false).field(in);
    }

    /** A field by a header of 32 bits, all of which has to be right. */
    Field shortField() {
        ByteBuffer header = in.slice(in.position(), 4);
        skip(4);
        try {
            return new OxmReader(table, false).field(header);
        } catch (OpenFlowException e) {
            throw e.error() == OpenFlowError.NXFMFC_INVALID_TLV_FIELD
                    ? e
                    : bad(OpenFlowError.OFPBAC_BAD_SET_TYPE, "the field is not known");
        }
    }

    /** Offset and number of bits in 16 bits. */
    static Subfield subfield(Field field, int offsetBits) {
        return new Subfield(field, offsetBits >>> 6, (offsetBits & 0x3f) + 1);
    }

    Subfield source(Subfield subfield) {
        return within(ActionChecks.subfield(subfield));
    }

    Subfield target(Subfield subfield) {
        return within(ActionChecks.writable(subfield));
    }

    /** Check that bits are within the option of tunnels that their field stands for, whatever room the field has. */
    private Subfield within(Subfield subfield) {
        int option = subfield.field().tunnelIndex();
        if (option >= 0 && table != null && subfield.from() + subfield.bits() > table.length(option) * Byte.SIZE) {
            throw bad(
                    OpenFlowError.OFPBAC_BAD_SET_LEN,
                    "bits " + subfield.from() + " to " + (subfield.from() + subfield.bits() - 1) + " of "
                            + subfield.field() + ", whose option has " + table.length(option) + " bytes");
        }
        return subfield;
    }
}
