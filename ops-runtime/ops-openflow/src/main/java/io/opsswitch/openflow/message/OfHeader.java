/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message;

import java.nio.ByteBuffer;

/**
 * The header that all messages of all versions have.
 *
 * @param version the number of the version, which may be an unknown one
 * @param type the type
 * @param length bytes of the whole message
 * @param transaction the number by which a reply is known to belong to a request
 */
public record OfHeader(int version, int type, int length, int transaction) {

    /** Bytes of a header. */
    public static final int LENGTH = 8;
    /** The longest message. */
    public static final int LONGEST = 0xffff;

    /** The type of hellos. */
    public static final int HELLO = 0;
    /** The type of errors. */
    public static final int ERROR = 1;
    /** The type of requests for echos. */
    public static final int ECHO_REQUEST = 2;
    /** The type of echos. */
    public static final int ECHO_REPLY = 3;

    /** Read that at the position of a buffer, which has {@link #LENGTH} bytes at least and is not changed. */
    public static OfHeader peek(ByteBuffer bytes) {
        int at = bytes.position();
        return new OfHeader(
                bytes.get(at) & 0xff, bytes.get(at + 1) & 0xff, bytes.getShort(at + 2) & 0xffff, bytes.getInt(at + 4));
    }
}
