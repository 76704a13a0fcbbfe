/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.compare.Difference;
import io.opsswitch.kconfig.edit.ConfigText;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** Compares two configurations, with the options and the output of Linux' {@code scripts/diffconfig}. */
final class DiffCommand {

    private final Call call;

    DiffCommand(Call call) {
        this.call = call;
    }

    int run() throws Failure, KconfigException, IOException {
        boolean asFragment = call.arguments().flag("-m");
        boolean effective = call.arguments().flag("--effective");
        List<String> names = call.arguments().words(0, 2);
        String current = current();
        String old = names.isEmpty() ? current + ".old" : names.get(0);
        String fresh = names.size() < 2 ? current : names.get(1);
        Map<String, String> before;
        Map<String, String> after;
        if (effective) {
            Workspace workspace = Workspace.open(call);
            before = values(workspace, old);
            after = values(workspace, fresh);
        } else {
            before = lines(old);
            after = lines(fresh);
        }
        List<Difference> differences = compare(before, after);
        differences.stream()
                .sorted(Comparator.comparingInt(DiffCommand::group))
                .forEach(difference -> print(difference, asFragment));
        return 0;
    }

    /** Return the current configuration; like the original, in the folder where make puts its output. */
    private String current() {
        String output = call.settings().text("KBUILD_OUTPUT", "");
        boolean named = call.settings().has("KCONFIG_CONFIG") || output.isEmpty();
        return named
                ? call.settings().configName()
                : output + "/" + call.settings().configName();
    }

    private Map<String, String> lines(String name) throws Failure, IOException {
        return ConfigText.values(TextFile.read(call.settings().resolve(name), name), call.prefix());
    }

    private Map<String, String> values(Workspace workspace, String name) throws Failure, IOException {
        Configuration configuration = workspace.read(workspace.find(name), name);
        KconfigTree tree = workspace.tree();
        Map<String, String> values = new TreeMap<>();
        for (Symbol symbol : tree.symbols()) {
            String written = Workspace.written(configuration, symbol);
            if (written != null) {
                values.put(symbol.name(), written);
            }
        }
        return values;
    }

    private static List<Difference> compare(Map<String, String> before, Map<String, String> after) {
        TreeSet<String> names = new TreeSet<>(before.keySet());
        names.addAll(after.keySet());
        List<Difference> result = new ArrayList<>();
        for (String name : names) {
            @Nullable String old = before.get(name);
            @Nullable String fresh = after.get(name);
            if (!Objects.equals(old, fresh)) {
                result.add(new Difference(name, old, fresh));
            }
        }
        return result;
    }

    /** What is gone comes first, then what changed, then what is new. */
    private static int group(Difference difference) {
        return difference.after() == null ? 0 : difference.before() == null ? 2 : 1;
    }

    private void print(Difference difference, boolean asFragment) {
        if (!asFragment) {
            call.out().println(DiffLines.line(difference));
        } else if (difference.after() != null && !difference.after().isEmpty()) {
            boolean off = difference.after().equals("n");
            call.out()
                    .println(
                            off
                                    ? ConfigText.disabled(call.prefix(), difference.name())
                                    : ConfigText.assigned(call.prefix(), difference.name(), difference.after()));
        }
    }
}
