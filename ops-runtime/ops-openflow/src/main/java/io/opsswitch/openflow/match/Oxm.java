/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.match;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.field.ByteBits;
import io.opsswitch.openflow.field.Field;
import io.opsswitch.openflow.field.TlvLayout;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Matches as lists of fields: Nicira's NXM in OpenFlow 1.0, OXM from OpenFlow 1.2 on. */
public final class Oxm {

    /** The type, in the header of a match, of lists of fields. */
    public static final int TYPE_OXM = 1;

    private static final int HEADER = 4;

    /**
     * A match with the cookie that NXM may have in it.
     *
     * @param match the match
     * @param cookie the cookie
     * @param cookieMask its mask, 0 if there is no cookie
     */
    public record Decoded(Match match, long cookie, long cookieMask) {}

    private Oxm() {}

    /** Return a match in NXM, without padding. */
    public static byte[] encodeNxm(Match match, long cookie, long cookieMask) {
        return new OxmWriter(match, 0).write(cookie, cookieMask);
    }

    /** Return the fields of a match in OXM, without header and padding. */
    public static byte[] encodeFields(Match match, OpenFlowVersion version) {
        return new OxmWriter(match, version.number()).write(0, 0);
    }

    /** Return a match in OXM with its header, padded to a multiple of 8 bytes. */
    public static byte[] encode(Match match, OpenFlowVersion version) {
        byte[] fields = encodeFields(match, version);
        int length = HEADER + fields.length;
        return ByteBuffer.allocate((length + 7) / 8 * 8)
                .putShort((short) TYPE_OXM)
                .putShort((short) length)
                .put(fields)
                .array();
    }

    /**
     * Return one field in NXM or OXM, with its header.
     *
     * @param version the number of a version, 0 for NXM
     */
    public static byte[] encodeField(Field field, int version, byte[] value, byte @Nullable [] mask) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        OxmWriter.write(out, field, version, value, mask);
        return out.toByteArray();
    }

    /**
     * Read a list of fields to the end of a buffer.
     *
     * @param table where a switch has the fields {@code tun_metadata}, null if none is known
     * @param isStrict whether unknown fields, and fields without what they need, are errors; unknown ones are skipped
     *     otherwise
     * @param pipelineOnly whether fields of packets are errors
     * @param allowCookie whether there may be a cookie
     * @throws OpenFlowException if it is not a match
     */
    public static Decoded decodeFields(
            ByteBuffer in, @Nullable TlvLayout table, boolean isStrict, boolean pipelineOnly, boolean allowCookie) {
        OxmReader reader = new OxmReader(table, false);
        MatchBuilder match = new MatchBuilder(table);
        long cookie = 0;
        long cookieMask = 0;
        while (in.hasRemaining()) {
            OxmReader.Entry entry = allowCookie || !isStrict ? reader.entry(in, true) : reader.known(in, true);
            if (entry.field() != null) {
                add(match, entry.field(), entry, isStrict, pipelineOnly);
            } else if (allowCookie && entry.isCookie()) {
                if (cookieMask != 0) {
                    throw new OpenFlowException(OpenFlowError.OFPBMC_DUP_FIELD, "the cookie is there twice");
                }
                cookie = ByteBits.get(entry.value(), 0, Long.SIZE);
                cookieMask = entry.mask() == null ? -1 : ByteBits.get(entry.mask(), 0, Long.SIZE);
            } else if (isStrict) {
                throw new OpenFlowException(OpenFlowError.OFPBMC_BAD_FIELD, "a field of the match is not known");
            }
        }
        return new Decoded(match.build(), cookie, cookieMask);
    }

    private static void add(
            MatchBuilder match, Field field, OxmReader.Entry entry, boolean isStrict, boolean pipelineOnly) {
        byte[] mask = entry.mask();
        if (mask != null && !field.isMaskable() && !ByteBits.isOnes(mask) && !ByteBits.isZero(mask)) {
            throw error(OpenFlowError.OFPBMC_BAD_MASK, field, "can only be matched as a whole");
        }
        if (!field.isValid(entry.value())) {
            throw error(OpenFlowError.OFPBMC_BAD_VALUE, field, "never has this value");
        }
        if (isStrict && !match.meets(field.prerequisite())) {
            throw error(OpenFlowError.OFPBMC_BAD_PREREQ, field, "needs a match on " + field.prerequisite());
        }
        if (!match.isWild(field)) {
            throw error(OpenFlowError.OFPBMC_DUP_FIELD, field, "is there twice");
        }
        if (pipelineOnly && !field.isPipeline()) {
            throw error(OpenFlowError.OFPBRC_PIPELINE_FIELDS_ONLY, field, "is not a field of the pipeline");
        }
        try {
            match.set(field, entry.value(), mask);
        } catch (IllegalArgumentException e) {
            throw error(OpenFlowError.OFPBMC_BAD_VALUE, field, String.valueOf(e.getMessage()));
        }
        match.impliedBy(field);
    }

    private static OpenFlowException error(OpenFlowError error, Field field, String why) {
        return new OpenFlowException(error, "match on " + field + ": " + why);
    }

    /**
     * Read a match in NXM and the padding behind it.
     *
     * @param length its length without padding
     * @throws OpenFlowException if it is not a match
     */
    public static Decoded decodeNxm(
            ByteBuffer in, int length, @Nullable TlvLayout table, boolean isStrict, boolean allowCookie) {
        return decodeFields(take(in, length), table, isStrict, false, allowCookie);
    }

    private static ByteBuffer take(ByteBuffer in, int length) {
        int padded = (length + 7) / 8 * 8;
        if (padded > in.remaining()) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBMC_BAD_LEN,
                    "the match has " + length + " bytes, the message only " + in.remaining() + " more");
        }
        ByteBuffer part = in.slice(in.position(), length);
        in.position(in.position() + padded);
        return part;
    }

    /**
     * Read a match with its header, as OpenFlow 1.1 and later have it, and the padding behind it.
     *
     * @throws OpenFlowException if it is not a match
     */
    public static Match decode(ByteBuffer in, @Nullable TlvLayout table, boolean isStrict, boolean pipelineOnly) {
        if (in.remaining() < HEADER) {
            throw new OpenFlowException(OpenFlowError.OFPBMC_BAD_LEN, "the match is cut off");
        }
        int type = in.getShort(in.position()) & 0xffff;
        int length = in.getShort(in.position() + 2) & 0xffff;
        if (type == FixedMatch11.TYPE) {
            return FixedMatch11.decode(in);
        }
        if (type != TYPE_OXM) {
            throw new OpenFlowException(OpenFlowError.OFPBMC_BAD_TYPE, "matches of type " + type + " are not known");
        }
        if (length < HEADER) {
            throw new OpenFlowException(OpenFlowError.OFPBMC_BAD_LEN, "a match has at least 4 bytes, not " + length);
        }
        ByteBuffer fields = take(in, length);
        fields.position(HEADER);
        return decodeFields(fields, table, isStrict, pipelineOnly, false).match();
    }

    /** Return bytes with zeros behind them up to a multiple of 8. */
    public static byte[] pad(byte[] bytes) {
        return Arrays.copyOf(bytes, (bytes.length + 7) / 8 * 8);
    }
}
