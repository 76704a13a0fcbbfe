/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.inband;

import io.netty.util.NetUtil;
import io.opsswitch.vswitchd.maclearning.MacAddresses;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ways of this host as Linux tells of them: {@code /proc/net/route} and {@code /proc/net/arp}, see proc(5). Of several
 * routes the one with the longest mask is taken, then the one with the lowest metric. Safe for use by several threads.
 */
public final class HostNextHops implements NextHops {

    private static final int HEX = 16;
    private static final int UP = 1;
    private static final int COMPLETE = 2;

    private final Path routes;
    private final Path neighbours;

    /** Read the files of a folder such as {@code /proc/net}. */
    public HostNextHops(Path folder) {
        this.routes = folder.resolve("route");
        this.neighbours = folder.resolve("arp");
    }

    /** Return the ways of this host; on systems that have no such files, none. */
    public static NextHops ofHost() {
        Path folder = Path.of("/proc/net");
        return Files.isReadable(folder.resolve("route")) ? new HostNextHops(folder) : NONE;
    }

    private record Route(String device, int network, int gateway, int metric, int mask) {

        /** Read a line, with numbers in the order of bytes of the host's memory; null for the heading and what is down. */
        static @Nullable Route of(String line) {
            String[] words = line.strip().split("\\s+");
            try {
                return words.length < 8 || (Integer.parseInt(words[3], HEX) & UP) == 0
                        ? null
                        : new Route(
                                words[0],
                                number(words[1]),
                                number(words[2]),
                                Integer.parseInt(words[6]),
                                number(words[7]));
            } catch (NumberFormatException e) {
                return null;
            }
        }

        private static int number(String word) {
            return Integer.reverseBytes(Integer.parseUnsignedInt(word, HEX));
        }

        boolean leadsTo(int address) {
            return (address & mask) == network;
        }

        boolean isBetterThan(@Nullable Route other) {
            int longer = other == null ? 1 : Integer.compareUnsigned(mask, other.mask);
            return other == null || longer > 0 || longer == 0 && metric < other.metric;
        }
    }

    @Override
    public long macTowards(String address) throws IOException {
        int wanted = ByteBuffer.wrap(NetUtil.createByteArrayFromIpAddressString(address))
                .getInt();
        Route best = null;
        for (String line : Files.readAllLines(routes)) {
            Route route = Route.of(line);
            if (route != null && route.leadsTo(wanted) && route.isBetterThan(best)) {
                best = route;
            }
        }
        if (best == null) {
            throw new IOException("No such device or address");
        }
        String hop = best.gateway() == 0 ? address : NetUtil.intToIpAddress(best.gateway());
        return mac(hop, best.device(), Files.readAllLines(neighbours));
    }

    private static long mac(String address, String device, List<String> lines) {
        for (String line : lines) {
            String[] words = line.strip().split("\\s+");
            if (words.length >= 6
                    && words[0].equals(address)
                    && words[5].equals(device)
                    && (Integer.decode(words[2]) & COMPLETE) != 0) {
                return MacAddresses.parse(words[3]).orElse(0);
            }
        }
        return 0;
    }
}
