/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.tunnel.neighbour;

import io.opsswitch.common.unixctl.ControlCommand;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.tunnel.route.Ip;
import io.opsswitch.vswitchd.maclearning.MacAddresses;
import io.opsswitch.vswitchd.spi.FeatureContext;
import java.util.List;
import java.util.OptionalLong;

/** The commands {@code tnl/neigh/*} and {@code tnl/arp/*} of ovs-vswitchd(8). */
public final class NeighbourCommands {

    private static final int ADDRESS_WIDTH = 46;
    private static final int MAC_WIDTH = 20;
    private static final long SECOND = 1000;

    private final Neighbours neighbours;

    private NeighbourCommands(Neighbours neighbours) {
        this.neighbours = neighbours;
    }

    /** Register the commands; {@code forgetGone} has those forgotten whose bridge or device is no more. */
    public static void register(FeatureContext context, Neighbours neighbours, Runnable forgetGone) {
        NeighbourCommands here = new NeighbourCommands(neighbours);
        for (String group : List.of("tnl/arp/", "tnl/neigh/")) {
            context.command(group + "show", "", 0, 0, args -> {
                forgetGone.run();
                return here.show();
            });
            context.command(group + "set", "BRIDGE IP MAC", 3, 3, here::set);
            ControlCommand flush = args -> {
                neighbours.flush();
                return "OK";
            };
            context.command(group + "flush", "", 0, 0, flush);
            context.command(group + "aging", "[SECS]", 0, 1, here::aging);
        }
        context.command("tnl/neigh/retrans_time", "[MSECS]", 0, 1, here::retransmission);
    }

    private String show() {
        StringBuilder text = new StringBuilder("IP");
        pad(text, 0, ADDRESS_WIDTH);
        text.append("MAC                 Bridge\n").append("=".repeat(74)).append('\n');
        for (Neighbours.Shown each : neighbours.all()) {
            int start = text.length();
            text.append(each.ip());
            pad(text, start, ADDRESS_WIDTH);
            text.append(each.isComplete() ? MacAddresses.format(each.address()) : "");
            pad(text, start, ADDRESS_WIDTH + MAC_WIDTH);
            text.append(each.bridge()).append(each.isComplete() ? "" : " INCOMPLETE");
            text.append(each.isStale() ? " STALE" : "").append('\n');
        }
        return text.toString();
    }

    private static void pad(StringBuilder text, int start, int width) {
        text.append(" ".repeat(Math.max(0, start + width - text.length())));
    }

    private String set(List<String> args) throws ControlException {
        Ip ip = Ip.parse(args.get(1));
        if (ip == null) {
            throw new ControlException("bad IP address");
        }
        OptionalLong address = MacAddresses.parse(args.get(2));
        if (address.isEmpty()) {
            throw new ControlException("bad MAC address");
        }
        neighbours.set(args.get(0), ip, address.getAsLong());
        return "OK";
    }

    private String aging(List<String> args) throws ControlException {
        if (args.isEmpty()) {
            return String.valueOf(neighbours.aging() / SECOND);
        }
        long seconds = number(args.get(0));
        if (seconds <= 0 || seconds > Neighbours.MAX_AGING_SECONDS) {
            throw new ControlException("bad aging value");
        }
        if (seconds * SECOND < neighbours.retransmission()) {
            throw new ControlException("aging value cannot be less than retrans_time");
        }
        neighbours.setAging(seconds * SECOND);
        return "OK";
    }

    private String retransmission(List<String> args) throws ControlException {
        if (args.isEmpty()) {
            return String.valueOf(neighbours.retransmission());
        }
        long millis = number(args.get(0));
        if (millis < 0) {
            throw new ControlException("bad retrans_time value");
        }
        if (millis > neighbours.aging()) {
            throw new ControlException("retrans_time value cannot be greater than aging");
        }
        neighbours.setRetransmission(millis);
        return "OK";
    }

    private static long number(String text) {
        return text.matches("\\d{1,9}") ? Long.parseLong(text) : -1;
    }
}
