/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.common.unixctl;

import io.opsswitch.common.ProgramVersion;
import io.opsswitch.common.json.Json;
import io.opsswitch.common.log.VlogConfig;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/**
 * The commands that a program answers on its control socket. {@code list-commands}, {@code version} and {@code vlog/*}
 * are there from the start. Safe for use by several threads.
 */
public final class ControlCommands {

    private record Entry(String usage, int minArgs, int maxArgs, ControlCommand command) {}

    private final Map<String, Entry> commands = new ConcurrentSkipListMap<>();

    /** Create the commands of a program. */
    public ControlCommands(String program) {
        register("list-commands", "", 0, 0, ControlCommand.of(args -> list(), args -> listAsJson()));
        register("version", "", 0, 0, args -> ProgramVersion.of(program));
        register("vlog/list", "", 0, 0, args -> VlogConfig.list());
        register("vlog/list-pattern", "", 0, 0, args -> VlogConfig.listPatterns());
        register("vlog/set", "{spec | PATTERN:destination:pattern}", 0, Integer.MAX_VALUE, ControlCommands::setLevels);
        register("vlog/enable-rate-limit", "[module]...", 0, Integer.MAX_VALUE, args -> limitRates(args, true));
        register("vlog/disable-rate-limit", "[module]...", 0, Integer.MAX_VALUE, args -> limitRates(args, false));
        register("vlog/reopen", "", 0, 0, args -> reopen());
        register("vlog/close", "", 0, 0, args -> close());
    }

    /** Add a command that takes so many arguments; it may be called anew to replace one. */
    public void register(String name, String usage, int minArgs, int maxArgs, ControlCommand command) {
        commands.put(name, new Entry(usage, minArgs, maxArgs, command));
    }

    /** Take a command away. */
    public void unregister(String name) {
        commands.remove(name);
    }

    /** Run a command with the parameters of a request. */
    public String run(String name, Json.Arr params) throws ControlException {
        List<String> args = new ArrayList<>(params.size());
        return find(name, params, args).run(args);
    }

    /** Run a command for somebody who wants the reply as JSON; one that has none is wrapped, as Open vSwitch's are. */
    public Json runForJson(String name, Json.Arr params) throws ControlException {
        List<String> args = new ArrayList<>(params.size());
        ControlCommand command = find(name, params, args);
        Json json = command.runForJson(args);
        return json != null
                ? json
                : Json.object().with("reply-format", Json.of("plain")).with("reply", Json.of(command.run(args)));
    }

    /** Find a command, and put its arguments into a list. */
    private ControlCommand find(String name, Json.Arr params, List<String> args) throws ControlException {
        Entry entry = commands.get(name);
        if (entry == null) {
            throw new ControlException(
                    "\"" + name + "\" is not a valid command (use \"list-commands\" to see a list of valid commands)");
        }
        if (params.size() < entry.minArgs()) {
            throw new ControlException("\"" + name + "\" command requires at least " + entry.minArgs() + " arguments");
        }
        if (params.size() > entry.maxArgs()) {
            throw new ControlException("\"" + name + "\" command takes at most " + entry.maxArgs() + " arguments");
        }
        for (Json param : params.elements()) {
            String arg = param.asString();
            if (arg == null) {
                throw new ControlException("\"" + name + "\" command has non-string argument");
            }
            args.add(arg);
        }
        return entry.command();
    }

    private Json listAsJson() {
        Json.Obj names = Json.object();
        for (Map.Entry<String, Entry> each : commands.entrySet()) {
            names = names.with(each.getKey(), Json.of(each.getValue().usage()));
        }
        return names;
    }

    private String list() {
        StringBuilder text = new StringBuilder("The available commands are:\n");
        commands.forEach((name, entry) -> text.append(String.format(Locale.ROOT, "  %-23s %s\n", name, entry.usage())));
        return text.toString();
    }

    private static String setLevels(List<String> args) throws ControlException {
        try {
            if (args.isEmpty()) {
                VlogConfig.set("");
            }
            args.forEach(VlogConfig::set);
        } catch (IllegalArgumentException e) {
            throw new ControlException(String.valueOf(e.getMessage()));
        }
        return "";
    }

    private static String limitRates(List<String> modules, boolean limited) throws ControlException {
        try {
            (modules.isEmpty() ? List.of("ANY") : modules)
                    .forEach(module -> VlogConfig.setRateLimited(module, limited));
        } catch (IllegalArgumentException e) {
            throw new ControlException(String.valueOf(e.getMessage()));
        }
        return "";
    }

    private static String reopen() throws ControlException {
        try {
            if (!VlogConfig.reopenFile()) {
                throw new ControlException("Logging to file not configured");
            }
        } catch (IOException e) {
            throw new ControlException(String.valueOf(e.getMessage()));
        }
        return "";
    }

    private static String close() throws ControlException {
        try {
            VlogConfig.closeFile();
        } catch (IOException e) {
            throw new ControlException(String.valueOf(e.getMessage()));
        }
        return "";
    }
}
