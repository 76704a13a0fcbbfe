/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.datapath.Action;
import io.opsswitch.datapath.DatapathAbilities;
import io.opsswitch.datapath.DatapathFeature;
import io.opsswitch.vswitchd.bridge.Backer;
import io.opsswitch.vswitchd.ofproto.OfBridge;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.stream.Collectors;

/**
 * The commands {@code dpif/show-dp-features}, which tells what a bridge's datapath can do, and {@code dpif/set-dp-features},
 * by which tests have translation do without an ability of the datapath; of those that it can do without.
 */
final class DatapathFeatureCommand {

    private static final Map<String, BiFunction<DatapathAbilities, Boolean, DatapathAbilities>> SETTERS = Map.of(
            "tnl_push_pop", DatapathAbilities::withPushesTunnels,
            "check_pkt_len", DatapathAbilities::withChecksLengths,
            "trunc", (abilities, value) -> abilities.withReach(abilities.reach().with(Action.TRUNC, value)));

    private final SwitchCommands switches;

    private DatapathFeatureCommand(SwitchCommands switches) {
        this.switches = switches;
    }

    static void register(ControlCommands commands, SwitchCommands switches) {
        DatapathFeatureCommand here = new DatapathFeatureCommand(switches);
        commands.register("dpif/show-dp-features", "bridge", 1, 1, here::show);
        commands.register("dpif/set-dp-features", "bridge", 1, 4, here::set);
    }

    private Backer backer(String name) throws ControlException {
        OfBridge bridge = switches.bridge(name);
        for (Backer backer : switches.backers()) {
            if (backer.snapshot().bridges().contains(bridge)) {
                return backer;
            }
        }
        throw new ControlException("no such bridge");
    }

    private String show(List<String> args) throws ControlException {
        DatapathAbilities now = backer(args.get(0)).translator().abilities();
        return DatapathFeature.ALL.stream()
                .map(feature -> feature.line(now) + "\n")
                .collect(Collectors.joining());
    }

    private String set(List<String> args) throws ControlException {
        int first = args.size() > 1 && args.get(0).equals("--force") ? 1 : 0;
        Backer backer = backer(args.get(first));
        List<String> rest = args.subList(first + 1, args.size());
        StringBuilder shown = new StringBuilder();
        for (DatapathFeature feature : DatapathFeature.ALL) {
            if (rest.isEmpty()) {
                shown.append(state(backer, feature));
            } else if (rest.get(0).equals(feature.name())) {
                return rest.size() > 1 ? set(backer, feature, rest.get(1)) : state(backer, feature);
            }
        }
        return rest.isEmpty() ? shown.toString() : "Unexpected support field";
    }

    private static String state(Backer backer, DatapathFeature feature) {
        return feature.name() + " (" + feature.title() + ") : [run time]:"
                + feature.value(backer.translator().abilities()) + ", [boot time]:"
                + feature.value(backer.datapath().abilities()) + "\n";
    }

    private static String set(Backer backer, DatapathFeature feature, String value) {
        if (!feature.isNumber() && !value.equalsIgnoreCase("true") && !value.equalsIgnoreCase("false")) {
            return "Boolean value expected";
        }
        BiFunction<DatapathAbilities, Boolean, DatapathAbilities> setter = SETTERS.get(feature.name());
        if (setter == null) {
            return "This switch cannot do without: " + feature.title();
        }
        DatapathAbilities now = backer.translator().abilities();
        backer.translator().setAbilities(setter.apply(now, Boolean.parseBoolean(value)));
        backer.purge();
        return "";
    }
}
