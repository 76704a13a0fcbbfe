/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message;

import io.opsswitch.openflow.OpenFlowError;
import io.opsswitch.openflow.OpenFlowException;
import io.opsswitch.openflow.OpenFlowVersion;
import io.opsswitch.openflow.message.wire.WireReader;
import io.opsswitch.openflow.message.wire.WireWriter;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The headers of a message, read and written; see {@link Family} for what they are.
 *
 * @param form the form that they stand for
 * @param version the version
 * @param transaction the number of the transaction
 * @param flags of statistics; else 0
 */
record Headers(MessageForm form, OpenFlowVersion version, int transaction, int flags) {

    private static final int FLAGS = 10;

    private record Key(OpenFlowVersion version, int type, int statistics, int vendor, int subtype) {}

    private static final Map<Key, MessageForm> FORMS = new HashMap<>();

    static {
        for (MessageForm form : MessageForm.values()) {
            for (OpenFlowVersion version : OpenFlowVersion.values()) {
                if (form.isIn(version)) {
                    MessageForm other = FORMS.put(key(form, version), form);
                    if (other != null) {
                        throw new IllegalStateException(form + " and " + other + " are the same");
                    }
                }
            }
        }
    }

    private static Key key(MessageForm form, OpenFlowVersion version) {
        Family family = form.family();
        int type = form.type(version);
        if (family.vendor() != 0) {
            int statistics = family.isStatistics() ? Family.EXPERIMENTER_STATISTICS : 0;
            return new Key(version, type, statistics, family.vendor(), form.number());
        }
        return new Key(version, type, family.isStatistics() ? form.number() : 0, 0, 0);
    }

    static Headers read(WireReader in) {
        int number = in.u8();
        OpenFlowVersion version = OpenFlowVersion.of(number);
        if (version == null) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBRC_BAD_VERSION, "unknown version 0x" + Integer.toHexString(number));
        }
        int type = in.u8();
        in.skip(2);
        int transaction = in.i32();
        if (type == Family.EXPERIMENTER_TYPE) {
            int vendor = vendor(in, true);
            return new Headers(known(new Key(version, type, 0, vendor, in.i32())), version, transaction, 0);
        }
        int statisticsType = Family.statisticsType(version);
        if (type != statisticsType && type != statisticsType + 1) {
            return new Headers(known(new Key(version, type, 0, 0, 0)), version, transaction, 0);
        }
        int statistics = in.u16();
        int flags = in.u16();
        boolean first = version == OpenFlowVersion.OF10;
        in.skip(first ? 0 : 4);
        int vendor = 0;
        int subtype = 0;
        if (statistics == Family.EXPERIMENTER_STATISTICS) {
            vendor = vendor(in, !first);
            subtype = in.i32();
            in.skip(first ? 4 : 0);
        }
        return new Headers(known(new Key(version, type, statistics, vendor, subtype)), version, transaction, flags);
    }

    private static int vendor(WireReader in, boolean onf) {
        int vendor = in.i32();
        if (vendor != OpenFlowError.NICIRA && !(onf && vendor == OpenFlowError.ONF)) {
            throw new OpenFlowException(
                    OpenFlowError.OFPBRC_BAD_VENDOR,
                    "OpenFlow message has unknown vendor 0x" + Integer.toHexString(vendor));
        }
        return vendor;
    }

    private static MessageForm known(Key key) {
        @Nullable MessageForm form = FORMS.get(key);
        if (form != null) {
            return form;
        }
        boolean statistics =
                key.type >= Family.statisticsType(key.version) && key.type <= Family.statisticsType(key.version) + 1;
        throw new OpenFlowException(
                key.vendor != 0
                        ? OpenFlowError.OFPBRC_BAD_SUBTYPE
                        : statistics ? OpenFlowError.OFPBRC_BAD_STAT : OpenFlowError.OFPBRC_BAD_TYPE,
                "unknown message: " + key.version.text() + ", type " + key.type
                        + (statistics ? ", statistics " + key.statistics : "")
                        + (key.vendor != 0
                                ? ", experimenter 0x" + Integer.toHexString(key.vendor) + ", subtype "
                                        + Integer.toUnsignedString(key.subtype)
                                : ""));
    }

    /** Append headers, whose length and flags {@link #finish} sets; returns where the body begins. */
    static int write(OfMessage message, WireWriter out) {
        MessageForm form = message.form();
        OpenFlowVersion version = message.version();
        if (!form.isIn(version)) {
            throw new IllegalArgumentException(version.text() + " has no " + form);
        }
        Key key = key(form, version);
        out.u8(version.number()).u8(key.type).u16(0).u32(message.transaction());
        boolean first = version == OpenFlowVersion.OF10;
        if (form.isStatistics()) {
            out.u16(key.statistics).u16(0).zeros(first ? 0 : 4);
        }
        if (key.vendor != 0) {
            out.u32(key.vendor).u32(key.subtype).zeros(first && form.isStatistics() ? 4 : 0);
        }
        return out.size();
    }

    static ByteBuffer finish(WireWriter out, int flags, MessageForm form, OpenFlowVersion version) {
        if (out.size() > OfHeader.LONGEST) {
            throw new IllegalArgumentException(
                    version.text() + " " + form + " of " + out.size() + " bytes is longer than a message can be");
        }
        out.setU16(2, out.size());
        if (form.isStatistics()) {
            out.setU16(FLAGS, flags);
        }
        return ByteBuffer.wrap(out.toBytes());
    }
}
