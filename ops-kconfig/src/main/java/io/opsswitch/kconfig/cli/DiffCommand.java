/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.compare.ConfigText;
import io.opsswitch.kconfig.compare.Difference;
import io.opsswitch.kconfig.compare.DifferenceText;
import io.opsswitch.kconfig.compare.Differences;
import java.io.IOException;
import java.util.List;

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
        List<Difference> differences;
        if (effective) {
            Workspace workspace = Workspace.open(call);
            differences = Differences.between(
                    ConfigText.of(workspace.read(workspace.find(old), old)),
                    ConfigText.of(workspace.read(workspace.find(fresh), fresh)));
        } else {
            differences = Differences.between(text(old), text(fresh));
        }
        List<String> lines =
                asFragment ? DifferenceText.fragment(differences, call.prefix()) : DifferenceText.changes(differences);
        lines.forEach(call.out()::println);
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

    private ConfigText text(String name) throws Failure, IOException {
        return ConfigText.parse(TextFile.read(call.settings().resolve(name), name), call.prefix());
    }
}
