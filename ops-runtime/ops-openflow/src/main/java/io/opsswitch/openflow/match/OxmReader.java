/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.match;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.Fields;
import io.opsswitch.openflow.field.OxmCode;
import io.opsswitch.openflow.field.TlvLayout;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Reads fields with their headers, as NXM and OXM have them: class, number, whether there is a mask, length; then, for
 * those of experimenters, who that is; then the value and the mask.
 */
public final class OxmReader {

    /** The header of the cookie, which is no field, without mask and length. */
    static final int COOKIE = 1 << 16 | 30 << 9;

    private final @Nullable TlvLayout table;
    private final boolean inAction;

    /**
     * What was read.
     *
     * @param field the field; null if it is not known, and the reader goes on behind it
     * @param header the first four bytes of the header
     * @param value as many bytes as the field has; if it is not known, as many as came
     * @param mask likewise; null if there is none
     */
    public record Entry(@Nullable Field field, int header, byte[] value, byte @Nullable [] mask) {

        boolean isCookie() {
            return (header & ~0x1ff) == COOKIE && header == (mask == null ? COOKIE | 8 : COOKIE | 0x110);
        }
    }

    /**
     * Create one.
     *
     * @param table where a switch has the fields {@code tun_metadata}, null if none is known
     * @param inAction whether fields that are not known are errors of actions, not of matches
     */
    public OxmReader(@Nullable TlvLayout table, boolean inAction) {
        this.table = table;
        this.inAction = inAction;
    }

    /** What a header says. */
    record Header(@Nullable Field field, int first, boolean isMasked, int payload, OpenFlowError unknown) {}

    /**
     * Read a header alone.
     *
     * @throws OpenFlowException if it is cut off, or the field is not known or has a mask
     */
    public Field field(ByteBuffer in) {
        Header header = header(in);
        if (header.field() == null) {
            throw unknown(header);
        }
        if (header.isMasked()) {
            throw error(OpenFlowError.OFPBMC_BAD_MASK, header.first(), "has a mask where none may be");
        }
        return header.field();
    }

    static OpenFlowException unknown(Header header) {
        return error(header.unknown(), header.first(), "is not known");
    }

    private static OpenFlowException error(OpenFlowError error, int header, String what) {
        return new OpenFlowException(error, String.format(Locale.ROOT, "field with header 0x%08x %s", header, what));
    }

    private Header header(ByteBuffer in) {
        if (in.remaining() < 4) {
            throw new OpenFlowException(OpenFlowError.OFPBMC_BAD_LEN, "a field is cut off in its header");
        }
        int first = in.getInt();
        int oxmClass = first >>> 16;
        int vendor = 0;
        int length = first & 0xff;
        if (oxmClass == OxmCode.EXPERIMENTER) {
            if (in.remaining() < 4) {
                throw error(OpenFlowError.OFPBMC_BAD_LEN, first, "is cut off before its experimenter");
            }
            vendor = in.getInt();
            if (length < 4) {
                throw error(OpenFlowError.OFPBMC_BAD_LEN, first, "has no room for its experimenter");
            }
            length -= 4;
        }
        boolean isMasked = (first & 0x100) != 0;
        int width = isMasked ? length / 2 : length;
        Field field = Fields.byNumber(vendor, oxmClass, first >>> 9 & 0x7f);
        OpenFlowError unknown = inAction ? OpenFlowError.OFPBAC_BAD_SET_TYPE : OpenFlowError.OFPBMC_BAD_FIELD;
        if (field != null && field.tunnelIndex() < 0 && width != field.bytes()) {
            unknown = inAction && length > 0 ? OpenFlowError.OFPBAC_BAD_SET_LEN : unknown;
            field = null;
        }
        if (field != null && field.tunnelIndex() >= 0 && table != null && !table.has(field.tunnelIndex())) {
            throw error(OpenFlowError.NXFMFC_INVALID_TLV_FIELD, first, "is not in the table of options");
        }
        return new Header(field, first, isMasked, length, unknown);
    }

    /**
     * Read a field with its value.
     *
     * @param allowMask whether it may have a mask
     * @throws OpenFlowException if it is cut off, or its value has bits that its mask does not have
     */
    public Entry entry(ByteBuffer in, boolean allowMask) {
        Header header = header(in);
        if (in.remaining() < header.payload()) {
            throw error(OpenFlowError.OFPBMC_BAD_LEN, header.first(), "is cut off in its value");
        }
        byte[] payload = new byte[header.payload()];
        in.get(payload);
        int width = header.isMasked() ? payload.length / 2 : payload.length;
        byte[] value = Arrays.copyOf(payload, width);
        byte[] mask = header.isMasked() ? Arrays.copyOfRange(payload, width, 2 * width) : null;
        if (mask != null) {
            for (int i = 0; i < width; i++) {
                if ((value[i] & ~mask[i]) != 0) {
                    throw error(
                            OpenFlowError.OFPBMC_BAD_WILDCARDS, header.first(), "has bits that its mask does not have");
                }
            }
        }
        Field field = header.field();
        if (mask != null && !allowMask) {
            throw error(OpenFlowError.OFPBMC_BAD_MASK, header.first(), "has a mask where none may be");
        }
        if (field != null && field.tunnelIndex() >= 0) {
            int length = table == null ? field.bytes() : table.length(field.tunnelIndex());
            value = fit(value, length);
            mask = mask == null ? null : fit(mask, length);
        }
        return new Entry(field, header.first(), value, mask);
    }

    private static byte[] fit(byte[] bytes, int length) {
        return bytes.length > length ? Arrays.copyOf(bytes, length) : ByteBits.resize(bytes, length);
    }

    /**
     * Read a field that has to be known.
     *
     * @throws OpenFlowException if it is cut off, or not known
     */
    public Entry known(ByteBuffer in, boolean allowMask) {
        int start = in.position();
        Entry entry = entry(in, allowMask);
        if (entry.field() == null) {
            in.position(start);
            throw unknown(header(in));
        }
        return entry;
    }
}
