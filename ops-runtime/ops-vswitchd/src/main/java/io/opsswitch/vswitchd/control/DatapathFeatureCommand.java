/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.datapath.DatapathAbilities;
import io.opsswitch.vswitchd.bridge.Backer;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Predicate;

/**
 * The command {@code dpif/set-dp-features}, by which tests have translation do without an ability of the datapath; of those
 * that translation asks about.
 */
final class DatapathFeatureCommand {

    /** An ability, as people and programs call it, and where it is. */
    private record Feature(
            String name,
            String title,
            Predicate<DatapathAbilities> get,
            BiFunction<DatapathAbilities, Boolean, DatapathAbilities> set) {}

    private static final List<Feature> FEATURES = List.of(
            new Feature(
                    "tnl_push_pop",
                    "Tunnel push pop",
                    DatapathAbilities::pushesTunnels,
                    DatapathAbilities::withPushesTunnels),
            new Feature(
                    "check_pkt_len",
                    "Check pkt length action",
                    DatapathAbilities::checksLengths,
                    DatapathAbilities::withChecksLengths));

    private DatapathFeatureCommand() {}

    static void register(ControlCommands commands, SwitchCommands switches) {
        commands.register("dpif/set-dp-features", "bridge", 1, 4, args -> run(switches, args));
    }

    private static String run(SwitchCommands switches, List<String> args) throws ControlException {
        int first = args.size() > 1 && args.get(0).equals("--force") ? 1 : 0;
        OfBridge bridge = switches.bridge(args.get(first));
        for (Backer backer : switches.backers()) {
            if (backer.snapshot().bridges().contains(bridge)) {
                return run(backer, args.subList(first + 1, args.size()));
            }
        }
        throw new ControlException("no such bridge");
    }

    private static String run(Backer backer, List<String> args) {
        StringBuilder shown = new StringBuilder();
        for (Feature feature : FEATURES) {
            if (args.isEmpty()) {
                shown.append(show(backer, feature));
            } else if (args.get(0).equals(feature.name())) {
                return args.size() > 1 ? set(backer, feature, args.get(1)) : show(backer, feature);
            }
        }
        return args.isEmpty() ? shown.toString() : "Unexpected support field";
    }

    private static String show(Backer backer, Feature feature) {
        DatapathAbilities atStart = backer.datapath().abilities();
        return feature.name() + " (" + feature.title() + ") : [run time]:"
                + feature.get().test(backer.translator().abilities()) + ", [boot time]:"
                + feature.get().test(atStart) + "\n";
    }

    private static String set(Backer backer, Feature feature, String value) {
        if (!value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            return "Boolean value expected";
        }
        DatapathAbilities now = backer.translator().abilities();
        backer.translator().setAbilities(feature.set().apply(now, Boolean.parseBoolean(value)));
        backer.purge();
        return "";
    }
}
