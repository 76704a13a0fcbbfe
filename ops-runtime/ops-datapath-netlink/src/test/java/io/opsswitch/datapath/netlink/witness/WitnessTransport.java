/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.witness;

import io.opsswitch.datapath.netlink.message.ConntrackTable;
import io.opsswitch.datapath.netlink.transport.Capabilities;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.MulticastGroup;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.Protocol;
import io.opsswitch.datapath.netlink.witness.Witness.Direction;
import io.opsswitch.datapath.netlink.witness.Witness.Message;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/**
 * Answers a request as the kernel answered the same request of a C program; one that no C program made fails, with those
 * that come nearest.
 */
public final class WitnessTransport implements DatapathTransport {

    private static final int ACK_AND_ECHO = 0x0c;

    private final List<Message> messages;
    private int open;

    /** Read what was seen. */
    public WitnessTransport() throws IOException {
        this.messages = Witness.messages();
    }

    @Override
    public String name() {
        return "witness";
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(true, true, true, 64, true, true);
    }

    @Override
    public int family(Family family) {
        return family.windowsNumber();
    }

    @Override
    public NetlinkChannel open(Protocol protocol) {
        open++;
        return new Channel();
    }

    @Override
    public int openChannels() {
        return open;
    }

    @Override
    public void close() {
        // Nothing is held.
    }

    /** Whether an answer is asked for is each client's affair. Type, sequence number and sender are not kept. */
    private static String asSeen(ByteBuffer message) {
        byte[] bytes = new byte[message.remaining()];
        message.duplicate().get(bytes);
        for (int i : new int[] {4, 5, 8, 9, 10, 11, 12, 13, 14, 15}) {
            bytes[i] = 0;
        }
        bytes[6] &= ~ACK_AND_ECHO;
        return HexFormat.of().formatHex(bytes);
    }

    /** What is not a datapath's is connection tracking's. */
    private static boolean isOf(Message message, int type) {
        Family family = message.datapathFamily();
        return family == null ? type >= ConntrackTable.TYPE_NEW : type == family.windowsNumber();
    }

    /** Return what was answered to a request. */
    private List<Message> answers(ByteBuffer request) throws NetlinkException {
        String wanted = asSeen(request);
        for (int i = 0; i < messages.size(); i++) {
            Message seen = messages.get(i);
            if (seen.direction() == Direction.REQUEST
                    && asSeen(seen.bytes()).equals(wanted)
                    && isOf(seen, request.getShort(4))) {
                List<Message> answers = new ArrayList<>();
                for (int k = i + 1; k < messages.size() && messages.get(k).direction() == Direction.REPLY; k++) {
                    Message answer = messages.get(k);
                    if (answer.family().equals("error") || answer.family().equals(seen.family())) {
                        answers.add(answer);
                    }
                }
                return answers;
            }
        }
        StringBuilder near = new StringBuilder();
        for (Message seen : messages) {
            String text = asSeen(seen.bytes());
            if (seen.direction() == Direction.REQUEST
                    && text.length() > 42
                    && text.substring(32, 36).equals(wanted.substring(32, 36))
                    && (Math.abs(text.length() - wanted.length()) < 64)) {
                near.append("\n  ").append(text).append("  ").append(seen);
            }
        }
        throw new NetlinkException(Errno.EPROTO, "no C program asked\n  " + wanted + near);
    }

    private final class Channel implements NetlinkChannel {

        @Override
        public int pid() {
            return 1;
        }

        @Override
        public boolean transact(ByteBuffer request, ByteBuffer reply) throws NetlinkException {
            reply.clear();
            for (Message answer : answers(request)) {
                if (answer.family().equals("error")) {
                    int errno = -answer.bytes().getInt(16);
                    if (errno != 0) {
                        throw new NetlinkException(errno, "the kernel said " + errno);
                    }
                } else {
                    reply.put(answer.bytes());
                }
            }
            reply.flip();
            return reply.hasRemaining();
        }

        @Override
        public void dump(ByteBuffer request, ByteBuffer buffer, MessageSink sink) throws NetlinkException {
            for (Message answer : answers(request)) {
                if (answer.datapathFamily() != null || answer.family().equals("netfilter")) {
                    sink.accept(answer.bytes());
                }
            }
        }

        @Override
        public void subscribe(MulticastGroup group) throws NetlinkException {
            throw new NetlinkException(Errno.EOPNOTSUPP, "events were only looked at");
        }

        @Override
        public void subscribePackets() throws NetlinkException {
            throw new NetlinkException(Errno.EOPNOTSUPP, "upcalls were only looked at");
        }

        @Override
        public boolean receive(ByteBuffer message, long timeoutNanos) throws NetlinkException {
            throw new NetlinkException(Errno.EOPNOTSUPP, "nothing is received");
        }

        @Override
        public void wake() {
            // Nobody waits.
        }

        @Override
        public void close() {
            open--;
        }
    }
}
