/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.replay;

import io.opsswitch.datapath.netlink.message.MessagePrinter;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.NetlinkHeader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The file of a recording. Lines begin with the number of a channel, 0 for the transport itself, and a word:
 *
 * <pre>
 * 0 capabilities true true true 4 true true
 * 0 family VPORT 30
 * 1 open GENERIC 1001
 * 1 transact 24000000... # ovs_vport cmd=3 ...
 * 1 reply 68000000...    # ovs_vport cmd=1 ...
 * </pre>
 *
 * <p>Safe for use by several threads: each line is written whole.
 */
final class Recording implements AutoCloseable {
    private static final HexFormat HEX = HexFormat.of();

    private final Writer writer;
    private final Map<Integer, Family> families = new HashMap<>();
    private boolean closed;

    Recording(Path file) throws IOException {
        writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
    }

    synchronized void family(Family family, int number) {
        if (families.put(number, family) == null) {
            line(0, "family", family + " " + number);
        }
    }

    /** Write a line. What is asked of channels that the end has closed is refused in any case, and not recorded. */
    synchronized void line(int channel, String word, String rest) {
        if (closed) {
            return;
        }
        try {
            writer.write(channel + " " + word + (rest.isEmpty() ? "" : " " + rest) + "\n");
            writer.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("the recording cannot be written; is there room on the disk?", e);
        }
    }

    /** Write a line with a message; a request without what the channel fills in. */
    synchronized void message(int channel, String word, ByteBuffer message, boolean request) {
        byte[] bytes = new byte[message.remaining()];
        message.get(message.position(), bytes);
        if (request && bytes.length >= NetlinkHeader.BYTES) {
            for (int i = NetlinkHeader.SEQUENCE; i < NetlinkHeader.BYTES; i++) {
                bytes[i] = 0;
            }
        }
        String text = MessagePrinter.print(message, familyOf(message));
        line(channel, word, HEX.formatHex(bytes) + " # " + text.replace("\n", " "));
    }

    private @Nullable Family familyOf(ByteBuffer message) {
        return message.remaining() < NetlinkHeader.BYTES ? null : families.get(NetlinkHeader.type(message));
    }

    /** Write that something was refused. */
    NetlinkException refused(int channel, NetlinkException e) {
        String why = e.getMessage();
        line(channel, "refused", e.errno() + " " + (why == null ? "" : why.replace("\n", " ")));
        return e;
    }

    @Override
    public synchronized void close() {
        closed = true;
        try {
            writer.close();
        } catch (IOException e) {
            throw new UncheckedIOException("the recording cannot be ended; is there room on the disk?", e);
        }
    }
}
