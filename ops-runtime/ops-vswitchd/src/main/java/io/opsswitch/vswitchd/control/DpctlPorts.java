/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.vswitchd.control;

import io.opsswitch.common.unixctl.ControlCommands;
import io.opsswitch.common.unixctl.ControlException;
import io.opsswitch.datapath.DatapathException;
import io.opsswitch.datapath.Port;
import io.opsswitch.datapath.PortSpec;
import io.opsswitch.vswitchd.bridge.Backer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The commands of dpctl(8) that make and remove datapaths and their ports. */
final class DpctlPorts {

    private static final int ANY_COUNT = Integer.MAX_VALUE;

    private final SwitchCommands switches;
    private final StandaloneDatapaths alone;

    private DpctlPorts(SwitchCommands switches, StandaloneDatapaths alone) {
        this.switches = switches;
        this.alone = alone;
    }

    static void register(ControlCommands commands, SwitchCommands switches, StandaloneDatapaths alone) {
        DpctlPorts here = new DpctlPorts(switches, alone);
        commands.register("dpctl/add-dp", "dp [iface...]", 1, ANY_COUNT, here::addDatapath);
        commands.register("dpctl/del-dp", "dp", 1, 1, here::deleteDatapath);
        commands.register("dpctl/add-if", "dp iface...", 2, ANY_COUNT, here::addPorts);
        commands.register("dpctl/set-if", "dp iface...", 2, ANY_COUNT, here::setPorts);
        commands.register("dpctl/del-if", "dp iface...", 2, ANY_COUNT, here::deletePorts);
    }

    /**
     * A port as people write it: {@code NAME[,type=TYPE][,port_no=NUMBER][,OPTION=VALUE]...}.
     *
     * @param type null if it was not given
     */
    private record PortText(String name, @Nullable String type, int number, Map<String, String> options) {

        static PortText parse(String text) throws ControlException {
            List<String> words = List.of(text.split(",", -1));
            String type = null;
            int number = PortSpec.ANY_NUMBER;
            Map<String, String> options = new HashMap<>();
            for (String word : words.subList(1, words.size())) {
                int equals = word.indexOf('=');
                if (equals <= 0) {
                    throw new ControlException(
                            error(words.get(0) + ": \"" + word + "\" is no option; write KEY=VALUE"));
                }
                String value = word.substring(equals + 1);
                switch (word.substring(0, equals)) {
                    case "type" -> type = value;
                    case "port_no" -> {
                        if (!value.matches("\\d{1,9}")) {
                            throw new ControlException(error(words.get(0) + ": \"" + value + "\" is no port number"));
                        }
                        number = Integer.parseInt(value);
                    }
                    default -> options.put(word.substring(0, equals), value);
                }
            }
            if (words.get(0).isEmpty()) {
                throw new ControlException(error("\"" + text + "\" is not a valid network device name"));
            }
            return new PortText(words.get(0), type, number, options);
        }
    }

    private static String error(String text) {
        return "ovs-vswitchd: " + text;
    }

    private String addDatapath(List<String> args) throws ControlException {
        String name = args.get(0);
        int at = name.indexOf('@');
        Backer made;
        try {
            made = alone.add(at < 0 ? "system" : name.substring(0, at), name.substring(at + 1));
        } catch (DatapathException e) {
            throw new ControlException(error("add_dp (" + e.getMessage() + ")"));
        }
        if (made == null) {
            throw new ControlException(error("add_dp (File exists)"));
        }
        return args.size() == 1 ? "" : addPorts(args);
    }

    private String deleteDatapath(List<String> args) throws ControlException {
        if (!alone.remove(switches.datapath(args.get(0)))) {
            throw new ControlException(
                    error("deleting datapath (Device or resource busy): bridges are on it; remove these first"));
        }
        return "";
    }

    /** Does something with one port. */
    @FunctionalInterface
    private interface Task {
        void run(Backer backer, String text) throws ControlException, DatapathException;
    }

    /** Do something with each port, whatever goes wrong with others. */
    private String each(List<String> args, Task task) throws ControlException {
        Backer backer = switches.datapath(args.get(0));
        List<String> failures = new ArrayList<>();
        for (String text : args.subList(1, args.size())) {
            try {
                task.run(backer, text);
            } catch (ControlException e) {
                failures.add(String.valueOf(e.getMessage()));
            } catch (DatapathException e) {
                failures.add(error(text + ": " + e.getMessage()));
            }
        }
        if (!failures.isEmpty()) {
            throw new ControlException(String.join("\n", failures));
        }
        return "";
    }

    private String addPorts(List<String> args) throws ControlException {
        return each(args, (backer, text) -> {
            PortText port = PortText.parse(text);
            String type = port.type() == null ? "system" : port.type();
            try {
                backer.datapath().addPort(new PortSpec(port.name(), type, port.options(), 0, port.number()));
            } catch (DatapathException e) {
                throw new ControlException(
                        error("adding " + port.name() + " to " + args.get(0) + " failed (" + e.getMessage() + ")"));
            }
        });
    }

    private String setPorts(List<String> args) throws ControlException {
        return each(args, (backer, text) -> {
            PortText wanted = PortText.parse(text);
            Port there = find(backer, wanted.name());
            if (wanted.type() != null && !wanted.type().equals(there.type())) {
                throw new ControlException(
                        error(wanted.name() + ": can't change type from " + there.type() + " to " + wanted.type()));
            }
            if (wanted.number() != PortSpec.ANY_NUMBER && wanted.number() != there.number()) {
                throw new ControlException(error(wanted.name() + ": can't change port number from " + there.number()
                        + " to " + wanted.number()));
            }
            if (!wanted.options().isEmpty()) {
                throw new ControlException(error(wanted.name() + ": options of a port cannot be changed here; remove it"
                        + " with dpctl/del-if and add it again"));
            }
        });
    }

    private String deletePorts(List<String> args) throws ControlException {
        return each(args, (backer, text) -> {
            Port port = find(backer, text);
            if (port.number() == StandaloneDatapaths.LOCAL_PORT) {
                throw new ControlException(
                        error("deleting port " + text + " from " + args.get(0) + " failed (Invalid argument)"));
            }
            if (isOfBridge(backer, port)) {
                throw new ControlException(error("deleting port " + text + " from " + args.get(0)
                        + " failed (Device or resource busy): a bridge has it; use ovs-vsctl del-port"));
            }
            backer.datapath().removePort(port.number());
        });
    }

    private static boolean isOfBridge(Backer backer, Port port) {
        return backer.snapshot().bridges().stream()
                .flatMap(bridge -> bridge.bundles().stream())
                .flatMap(bundle -> bundle.ports().stream())
                .anyMatch(each -> each.datapathPort() == port.number());
    }

    private static Port find(Backer backer, String text) throws ControlException {
        for (Port port : backer.datapath().ports()) {
            if (port.name().equals(text) || String.valueOf(port.number()).equals(text)) {
                return port;
            }
        }
        throw new ControlException(error("no port named " + text));
    }
}
