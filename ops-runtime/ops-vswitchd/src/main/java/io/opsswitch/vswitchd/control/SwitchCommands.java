/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.vswitchd.bridge.Backer;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Registers the commands of ovs-appctl(8) that ask the running switch. Safe for use by several threads. */
public final class SwitchCommands {
    private final Supplier<List<Backer>> backers;

    private SwitchCommands(Supplier<List<Backer>> backers) {
        this.backers = backers;
    }

    /**
     * Register all commands.
     *
     * @param clock that of the datapaths, in milliseconds
     */
    public static void register(ControlCommands commands, Supplier<List<Backer>> backers, LongSupplier clock) {
        SwitchCommands here = new SwitchCommands(backers);
        FdbCommands.register(commands, here);
        DpifCommands.register(commands, here, clock);
        TraceCommand.register(commands, here);
        DatapathFeatureCommand.register(commands, here);
        commands.register("ofproto/list", "", 0, 0, args -> here.listBridges());
        commands.register("memory/show", "", 0, 0, args -> here.memory());
        commands.register("revalidator/wait", "", 0, 0, args -> {
            here.backers().forEach(Backer::revalidateNow);
            return "";
        });
        commands.register("revalidator/purge", "", 0, 0, args -> {
            here.backers().forEach(Backer::purge);
            return "";
        });
        commands.register("upcall/show", "", 0, 0, args -> here.upcalls());
    }

    List<Backer> backers() {
        return backers.get();
    }

    /** Return all bridges in the order of their names. */
    List<OfBridge> bridges() {
        List<OfBridge> all = new ArrayList<>();
        for (Backer backer : backers()) {
            all.addAll(backer.snapshot().bridges());
        }
        all.sort(Comparator.comparing(OfBridge::name));
        return all;
    }

    OfBridge bridge(String name) throws ControlException {
        for (OfBridge bridge : bridges()) {
            if (bridge.name().equals(name)) {
                return bridge;
            }
        }
        throw new ControlException("no such bridge");
    }

    private String listBridges() {
        StringBuilder text = new StringBuilder();
        bridges().forEach(bridge -> text.append(bridge.name()).append('\n'));
        return text.toString();
    }

    private String memory() {
        int ports = 0;
        int keys = 0;
        for (Backer backer : backers()) {
            ports += backer.datapath().ports().size();
            keys += backer.flowCount();
        }
        return "ports:" + ports + " revalidators:" + backers().size() + " udpif keys:" + keys + "\n";
    }

    private String upcalls() {
        StringBuilder text = new StringBuilder();
        for (Backer backer : backers()) {
            text.append(DpifCommands.name(backer)).append(":\n");
            text.append("  flows         : (current ").append(backer.flowCount());
            text.append(") (limit ").append(backer.limit().limit()).append(")\n");
        }
        return text.toString();
    }
}
