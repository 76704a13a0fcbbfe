/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.fake;

import io.opsswitch.datapath.netlink.message.MessageWriter;
import io.opsswitch.datapath.netlink.message.Tables;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;

/** Collects the answers to a request: none, one, or those of a dump. */
final class Answers {
    private static final int SEQUENCE = 8;
    private static final int PID = 12;
    private static final int BUFFER = 70_000;

    private final FakeKernel kernel;
    private final List<ByteBuffer> list = new ArrayList<>();
    private final int sequence;
    private final int pid;
    private final boolean dump;

    Answers(FakeKernel kernel, ByteBuffer request) {
        this.kernel = kernel;
        this.sequence = request.getInt(request.position() + SEQUENCE);
        this.pid = request.getInt(request.position() + PID);
        this.dump = (NetlinkHeader.flags(request) & NetlinkHeader.DUMP) == NetlinkHeader.DUMP;
    }

    boolean isDump() {
        return dump;
    }

    static ByteBuffer fresh() {
        return ByteBuffer.allocate(BUFFER).order(ByteOrder.nativeOrder());
    }

    /** Return a copy of a message that takes no more room than it must. */
    static ByteBuffer copy(ByteBuffer message) {
        return ByteBuffer.allocate(message.remaining())
                .order(ByteOrder.nativeOrder())
                .put(message)
                .flip();
    }

    /** Begin an answer. */
    MessageWriter begin(Family family, int command, int datapath) throws NetlinkException {
        MessageWriter writer = new MessageWriter();
        writer.begin(
                kernel.answerDraft,
                kernel.family(family),
                dump ? NetlinkHeader.MULTI : 0,
                command,
                family.version(),
                datapath,
                Tables.of(family));
        writer.address(sequence, pid);
        return writer;
    }

    /** Begin an answer about connections. */
    MessageWriter beginConntrack(int type, int addressFamily) throws NetlinkException {
        MessageWriter writer = new MessageWriter();
        writer.beginConntrack(kernel.answerDraft, type, dump ? NetlinkHeader.MULTI : 0, addressFamily);
        writer.address(sequence, pid);
        return writer;
    }

    /** End an answer. */
    void end(MessageWriter writer) {
        list.add(copy(writer.end()));
    }

    List<ByteBuffer> list() {
        return list;
    }
}
