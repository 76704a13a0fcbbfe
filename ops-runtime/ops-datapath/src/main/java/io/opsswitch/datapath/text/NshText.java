/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.text;

import io.opsswitch.datapath.Action;
import java.nio.ByteBuffer;

/** The text of the action that pushes a network service header. */
final class NshText {

    private static final int FIXED_METADATA = 1;
    private static final int VARIABLE_METADATA = 2;
    private static final int CONTEXT_BYTES = 16;
    /** The header is at most 63 words long, of which two come in front. */
    private static final int MAX_METADATA = 248;

    private static final int DEFAULT_TTL = 63;
    private static final int ETHERNET = 3;
    private static final int MAX_INDEX = 255;

    private NshText() {}

    static void write(StringBuilder out, Action.Nsh header) {
        out.append("push_nsh(flags=").append(header.flags());
        out.append(",ttl=").append(header.ttl());
        out.append(",mdtype=").append(header.mdType());
        out.append(",np=").append(header.nextProtocol());
        out.append(",spi=0x").append(Integer.toHexString(header.path() >>> 8));
        out.append(",si=").append(header.path() & 0xff);
        if (header.mdType() == FIXED_METADATA) {
            ByteBuffer context =
                    ByteBuffer.allocate(CONTEXT_BYTES).put(header.metadata()).rewind();
            for (int i = 1; i <= 4; i++) {
                out.append(",c").append(i).append("=0x").append(Integer.toHexString(context.getInt()));
            }
        } else {
            HexText.write(out.append(",md2="), header.metadata());
        }
        out.append(')');
    }

    /** Read up to the closing parenthesis, which is passed over. What is not given has Open vSwitch's default. */
    static Action.Nsh read(Cursor in) throws FlowTextException {
        int flags = 0;
        int ttl = DEFAULT_TTL;
        int mdType = FIXED_METADATA;
        int next = ETHERNET;
        int path = 0;
        int index = MAX_INDEX;
        ByteBuffer context = ByteBuffer.allocate(CONTEXT_BYTES);
        byte[] variable = new byte[0];
        while (true) {
            in.skipDelimiters();
            int place = in.at();
            if (in.take(")")) {
                byte[] metadata = mdType == FIXED_METADATA ? context.array() : variable;
                return new Action.Nsh(flags, ttl, mdType, next, path << 8 | index, metadata);
            } else if (in.take("flags=")) {
                flags = (int) in.number(8);
            } else if (in.take("ttl=")) {
                ttl = (int) in.number(8);
            } else if (in.take("mdtype=")) {
                mdType = (int) in.number(8);
                if (mdType != FIXED_METADATA && mdType != VARIABLE_METADATA) {
                    throw in.error(place, "metadata of type " + mdType + "; give mdtype=1 or mdtype=2");
                }
            } else if (in.take("np=")) {
                next = (int) in.number(8);
            } else if (in.take("spi=")) {
                path = (int) in.number(24);
            } else if (in.take("si=")) {
                index = (int) in.number(8);
            } else if (mdType == FIXED_METADATA && contextAt(in) >= 0) {
                context.putInt(4 * contextAt(in), contextValue(in));
            } else if (mdType == VARIABLE_METADATA && in.take("md2=")) {
                variable = variable(in);
            } else {
                throw in.expected("flags=, ttl=, mdtype=, np=, spi=, si=, "
                        + (mdType == FIXED_METADATA ? "c1= to c4=" : "md2=") + " or ')'");
            }
        }
    }

    /** Return the index of the context header that comes next, or -1. */
    private static int contextAt(Cursor in) {
        int place = in.at();
        for (int i = 1; i <= 4; i++) {
            if (in.take("c" + i + "=")) {
                in.moveTo(place);
                return i - 1;
            }
        }
        return -1;
    }

    private static int contextValue(Cursor in) throws FlowTextException {
        in.moveTo(in.at() + "c1=".length());
        return (int) in.number(32);
    }

    /** Read headers of variable length, of which leading zeros are not written: whole words they are. */
    private static byte[] variable(Cursor in) throws FlowTextException {
        int place = in.at();
        boolean isHex = in.take("0x");
        String digits = isHex ? in.hexDigits() : "";
        if (!isHex && in.take("0")) {
            return new byte[0];
        }
        if (digits.isEmpty()) {
            throw in.expected("a hexadecimal number behind 0x");
        }
        int words = (digits.length() + 7) / 8;
        if (4 * words > MAX_METADATA) {
            throw in.error(place, "metadata of more than " + MAX_METADATA + " bytes; leave some out");
        }
        in.moveTo(place);
        return HexText.number(in, 4 * words);
    }
}
