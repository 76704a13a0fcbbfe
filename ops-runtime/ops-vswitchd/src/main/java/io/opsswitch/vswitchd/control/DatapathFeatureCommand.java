/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.vswitchd.bridge.Backer;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import java.util.List;

/**
 * The command {@code dpif/set-dp-features}, by which tests have translation do without an ability of the datapath. So far of
 * one ability: putting outer headers of tunnels in front.
 */
final class DatapathFeatureCommand {

    private static final String TUNNELS = "tnl_push_pop";

    private DatapathFeatureCommand() {}

    static void register(ControlCommands commands, SwitchCommands switches) {
        commands.register("dpif/set-dp-features", "bridge", 1, 4, args -> run(switches, args));
    }

    private static String run(SwitchCommands switches, List<String> args) throws ControlException {
        int first = args.size() > 1 && args.get(0).equals("--force") ? 1 : 0;
        OfBridge bridge = switches.bridge(args.get(first));
        String name = args.size() > first + 1 ? args.get(first + 1) : TUNNELS;
        if (!name.equals(TUNNELS)) {
            return "Unexpected support field";
        }
        for (Backer backer : switches.backers()) {
            if (backer.snapshot().bridges().contains(bridge)) {
                return args.size() > first + 2 ? set(backer, args.get(first + 2)) : show(backer);
            }
        }
        throw new ControlException("no such bridge");
    }

    private static String show(Backer backer) {
        return TUNNELS + " (Tunnel Push Pop) : [run time]:"
                + backer.translator().hasNativeTunnels() + ", [boot time]:true\n";
    }

    private static String set(Backer backer, String value) {
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            return "Boolean value expected";
        }
        backer.translator().setNativeTunnels(Boolean.parseBoolean(value));
        backer.purge();
        return "";
    }
}
