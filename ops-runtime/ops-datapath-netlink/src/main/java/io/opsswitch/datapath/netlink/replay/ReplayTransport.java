/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.datapath.netlink.replay;

import io.opsswitch.datapath.netlink.transport.Capabilities;
import io.opsswitch.datapath.netlink.transport.DatapathTransport;
import io.opsswitch.datapath.netlink.transport.Errno;
import io.opsswitch.datapath.netlink.transport.Family;
import io.opsswitch.datapath.netlink.transport.NetlinkChannel;
import io.opsswitch.datapath.netlink.transport.NetlinkException;
import io.opsswitch.datapath.netlink.transport.Protocol;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import org.jspecify.annotations.Nullable;

/**
 * Plays a recording back in place of a kernel. Requests must be those that were recorded, channel by channel in the order
 * of their opening; one that differs is refused with both printed and the first attribute named that differs. Nothing
 * waits: what had to be waited for is there at once. Safe for use by several threads.
 */
public final class ReplayTransport implements DatapathTransport {
    private final Path file;
    private final Map<Integer, Queue<Line>> lines = new HashMap<>();
    private final Map<Family, Integer> families = new EnumMap<>(Family.class);
    private final List<ReplayChannel> open = new ArrayList<>();
    private Capabilities capabilities = new Capabilities(false, false, false, 0, false, false);
    private int channels;

    /**
     * Read a recording.
     *
     * @throws IOException if the file cannot be read or is no recording; the message names the line
     */
    public ReplayTransport(Path file) throws IOException {
        this.file = file;
        List<String> all = Files.readAllLines(file, StandardCharsets.UTF_8);
        for (int i = 0; i < all.size(); i++) {
            try {
                read(i + 1, all.get(i));
            } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
                throw new IOException(
                        file + ":" + (i + 1) + ": not a line of a recording: \"" + all.get(i) + "\"; record it anew",
                        e);
            }
        }
    }

    private void read(int number, String text) {
        String[] parts = text.split(" ", 3);
        int channel = Integer.parseInt(parts[0]);
        Line line = new Line(number, parts[1], parts.length < 3 ? "" : parts[2]);
        if (channel != 0) {
            lines.computeIfAbsent(channel, key -> new ArrayDeque<>()).add(line);
            return;
        }
        String[] words = line.rest().split(" ");
        switch (line.word()) {
            case "capabilities" ->
                capabilities = new Capabilities(
                        Boolean.parseBoolean(words[0]),
                        Boolean.parseBoolean(words[1]),
                        Boolean.parseBoolean(words[2]),
                        Integer.parseInt(words[3]),
                        Boolean.parseBoolean(words[4]),
                        Boolean.parseBoolean(words[5]));
            case "family" -> families.put(Family.valueOf(words[0]), Integer.parseInt(words[1]));
            default -> throw new IllegalArgumentException(line.word());
        }
    }

    @Override
    public String name() {
        return "replay";
    }

    @Override
    public Capabilities capabilities() {
        return capabilities;
    }

    @Override
    public int family(Family family) throws NetlinkException {
        Integer number = families.get(family);
        if (number == null) {
            throw new NetlinkException(
                    Errno.ENOENT, file + ": the recording does not use the family " + family.title());
        }
        return number;
    }

    /** Return the family of a number, or null. */
    @Nullable
    Family familyOf(int number) {
        for (Map.Entry<Family, Integer> entry : families.entrySet()) {
            if (entry.getValue() == number) {
                return entry.getKey();
            }
        }
        return null;
    }

    @Override
    public synchronized NetlinkChannel open(Protocol protocol) throws NetlinkException {
        Queue<Line> own = lines.getOrDefault(++channels, new ArrayDeque<>());
        Line first = own.poll();
        if (first != null && first.word().equals("refused")) {
            throw ReplayChannel.refusal(first);
        }
        if (first == null || !first.word().equals("open") || !first.rest().startsWith(protocol + " ")) {
            throw new NetlinkException(
                    Errno.EPROTO,
                    file + ": the recording has no channel " + channels + " of protocol " + protocol
                            + "; what is asked for has changed, record it anew");
        }
        int pid =
                Integer.parseUnsignedInt(first.rest().substring(protocol.name().length() + 1));
        ReplayChannel channel = new ReplayChannel(this, file, pid, own);
        open.add(channel);
        return channel;
    }

    synchronized void forget(ReplayChannel channel) {
        open.remove(channel);
    }

    @Override
    public synchronized int openChannels() {
        return open.size();
    }

    @Override
    public synchronized void close() {
        List.copyOf(open).forEach(ReplayChannel::close);
    }
}
