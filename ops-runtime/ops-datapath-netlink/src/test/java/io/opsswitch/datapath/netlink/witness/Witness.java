/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.witness;

import io.opsswitch.datapath.netlink.transport.Family;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What others say: numbers that a compiler took from the public headers of Open vSwitch 3.7.1, and messages that its
 * programs exchanged with a Linux 6.1 kernel.
 */
public final class Witness {

    /** Which way a message went. */
    public enum Direction {
        REQUEST,
        REPLY,
        EVENT
    }

    /**
     * A message.
     *
     * @param command what was run when it was seen
     * @param family the name of its family, or "error", "done", "netfilter", "nferror", "nfdone"
     * @param hex its bytes; type, sequence number and sender are 0
     */
    public record Message(String command, Direction direction, String family, String hex) {

        /** Return its bytes. */
        public ByteBuffer bytes() {
            byte[] bytes = HexFormat.of().parseHex(hex);
            return ByteBuffer.allocateDirect(bytes.length)
                    .order(ByteOrder.nativeOrder())
                    .put(bytes)
                    .flip();
        }

        /** Return its family if it is a datapath's. */
        @Nullable
        public Family datapathFamily() {
            for (Family each : Family.values()) {
                if (each.title().equals(family)) {
                    return each;
                }
            }
            return null;
        }

        @Override
        public String toString() {
            return direction + " " + family + " of: " + command;
        }
    }

    private Witness() {}

    /** Return the lines of the numbers, each as its words: {@code value NAME N}, {@code size}, {@code field}. */
    public static List<String[]> numbers() throws IOException {
        return lines("numbers-3.7.1.txt").stream().map(line -> line.split(" ")).toList();
    }

    /** Return the messages in the order in which they were seen. */
    public static List<Message> messages() throws IOException {
        List<Message> messages = new ArrayList<>();
        String command = "";
        for (String line : lines("messages-3.1.0.txt")) {
            String[] words = line.split(" ", 3);
            switch (words[0]) {
                case "#" -> command = line.substring(2);
                case ">" -> messages.add(new Message(command, Direction.REQUEST, words[1], words[2]));
                case "<" -> messages.add(new Message(command, Direction.REPLY, words[1], words[2]));
                case "!" -> messages.add(new Message(command, Direction.EVENT, words[1], words[2]));
                default -> throw new IOException("unknown line: " + line);
            }
        }
        return messages;
    }

    private static List<String> lines(String name) throws IOException {
        try (InputStream in = Witness.class.getResourceAsStream("/io/opsswitch/datapath/netlink/witness/" + name)) {
            if (in == null) {
                throw new IOException("no resource " + name);
            }
            return new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))
                    .lines()
                    .toList();
        }
    }
}
