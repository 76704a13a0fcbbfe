/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.vswitchd.bridge.Backer;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Registers the commands of ovs-appctl(8) that ask the running switch. Safe for use by several threads. */
public final class SwitchCommands {
    private final Supplier<List<Backer>> backers;
    private final StandaloneDatapaths alone;

    private SwitchCommands(Supplier<List<Backer>> backers, StandaloneDatapaths alone) {
        this.backers = backers;
        this.alone = alone;
    }

    /**
     * Register all commands.
     *
     * @param backers the datapaths that bridges are on
     * @param alone those that people make
     */
    public static void register(ControlCommands commands, Supplier<List<Backer>> backers, StandaloneDatapaths alone) {
        SwitchCommands here = new SwitchCommands(backers, alone);
        FdbCommands.register(commands, here);
        DpifCommands.register(commands, here);
        DpctlFlows.register(commands, here);
        DpctlPorts.register(commands, here, alone);
        TraceCommand.register(commands, here);
        DatapathFeatureCommand.register(commands, here);
        commands.register("ofproto/list", "", 0, 0, args -> here.listBridges());
        commands.register("memory/show", "", 0, 0, args -> here.memory());
        commands.register("revalidator/wait", "", 0, 0, args -> here.all(Backer::revalidateNow, ""));
        commands.register("revalidator/purge", "", 0, 0, args -> here.all(Backer::purge, ""));
        commands.register("revalidator/pause", "", 0, 0, args -> here.all(backer -> backer.setPaused(true), ""));
        commands.register("revalidator/resume", "", 0, 0, args -> here.all(backer -> backer.setPaused(false), ""));
        commands.register("upcall/show", "", 0, 0, args -> here.upcalls());
        commands.register(
                "upcall/disable-megaflows",
                "",
                0,
                0,
                args -> here.all(backer -> backer.setMegaflows(false), "megaflows disabled"));
        commands.register(
                "upcall/enable-megaflows",
                "",
                0,
                0,
                args -> here.all(backer -> backer.setMegaflows(true), "megaflows enabled"));
        // Flows are always dumped whole here: how, is nothing that could be seen.
        commands.register("upcall/disable-ufid", "", 0, 0, args -> "Datapath dumping tersely using UFID disabled");
        commands.register(
                "upcall/enable-ufid",
                "",
                0,
                0,
                args -> "Datapath dumping tersely using UFID enabled for supported datapaths");
    }

    private String all(Consumer<Backer> change, String answer) {
        backers().forEach(change);
        return answer;
    }

    List<Backer> backers() {
        return backers.get();
    }

    /** Return the datapaths that bridges are on, and those that people have made. */
    List<Backer> datapaths() {
        List<Backer> all = new ArrayList<>(backers());
        all.addAll(alone.all());
        return all;
    }

    /** Return the datapath of a name, with or without its type in front. */
    Backer datapath(String name) throws ControlException {
        Backer found = findDatapath(name);
        if (found == null) {
            throw new ControlException("ovs-vswitchd: opening datapath (No such device)");
        }
        return found;
    }

    /** Return the datapath of a name, with or without its type in front; null if there is none. */
    @Nullable
    Backer findDatapath(String name) {
        for (Backer backer : datapaths()) {
            if (name.equals(DpifCommands.name(backer))
                    || name.equals(backer.datapath().name())) {
                return backer;
            }
        }
        return null;
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
        OfBridge found = find(name);
        if (found == null) {
            throw new ControlException("no such bridge");
        }
        return found;
    }

    /** Return the bridge of a name, or null if there is none. */
    @Nullable
    OfBridge find(String name) {
        for (OfBridge bridge : bridges()) {
            if (bridge.name().equals(name)) {
                return bridge;
            }
        }
        return null;
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
