/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.packet;

import io.opsswitch.openflow.match.Match;
import io.opsswitch.openflow.message.wire.Body;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A packet for a controller, or one that a controller wants to go on.
 *
 * @param metadata the port that it came in by, and other fields that are not part of the packet
 * @param reason why, see {@link #NO_MATCH} and those beside it
 * @param table the table where that happened
 * @param cookie the cookie of the flow that did it, all ones if not told
 * @param totalLength bytes of the whole packet
 * @param bufferId where the switch keeps it, all ones for nowhere
 * @param packet as much of it as is told; not to be changed
 * @param userdata what the flow's action says; empty if nothing. Not to be changed
 * @param continuation what the switch has to know to go on, see {@link Continuation}; empty if nothing. Not to be changed
 */
public record PacketIn(
        Match metadata,
        int reason,
        int table,
        long cookie,
        int totalLength,
        int bufferId,
        byte[] packet,
        byte[] userdata,
        byte[] continuation)
        implements Body {

    /** No flow matched it. */
    public static final int NO_MATCH = 0;
    /** A flow sent it. */
    public static final int ACTION = 1;
    /** Its time to live is over. */
    public static final int INVALID_TTL = 2;
    /** The action set sent it; told as {@link #ACTION} before OpenFlow 1.4, like the next two. */
    public static final int ACTION_SET = 3;
    /** A group sent it. */
    public static final int GROUP = 4;
    /** A controller sent it. */
    public static final int PACKET_OUT = 5;
    /** A table-miss flow sent it; told as {@link #NO_MATCH} from OpenFlow 1.3 on, before that as {@link #ACTION}. */
    public static final int EXPLICIT_MISS = 6;
    /** There is no table-miss flow; told as {@link #NO_MATCH}. */
    public static final int IMPLICIT_MISS = 7;

    /** A cookie that is not told. */
    public static final long NO_COOKIE = -1;
    /** The switch does not keep the packet. */
    public static final int NO_BUFFER = -1;

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof PacketIn in
                && metadata.equals(in.metadata)
                && reason == in.reason
                && table == in.table
                && cookie == in.cookie
                && totalLength == in.totalLength
                && bufferId == in.bufferId
                && Arrays.equals(packet, in.packet)
                && Arrays.equals(userdata, in.userdata)
                && Arrays.equals(continuation, in.continuation);
    }

    @Override
    public int hashCode() {
        return Objects.hash(metadata, reason, table, cookie, Arrays.hashCode(packet));
    }
}
