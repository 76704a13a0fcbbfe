/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import io.opsswitch.kconfig.config.BuildFiles;
import io.opsswitch.kconfig.config.ConfigFiles;
import io.opsswitch.kconfig.config.OldAutoConf;
import io.opsswitch.kconfig.lex.SourceLoader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files that a build reads its configuration from, byte for byte as the C tool writes them.
 *
 * <p>Beside {@code auto.conf} (for make) there are {@code auto.conf.cmd} (what it depends on) and an empty file for each
 * symbol, touched when its value changes; elsewhere {@code autoconf.h} (for C) and {@code rustc_cfg} (for Rust). Written in
 * an order that makes {@code auto.conf} last: when it is new, all are.
 *
 * @param autoConf the path of {@code auto.conf}
 * @param shownName that path as the user wrote it, for {@code auto.conf.cmd} and warnings
 * @param header the path of {@code autoconf.h}
 * @param rustCfg the path of {@code rustc_cfg}
 */
public record SyncedFiles(Path autoConf, String shownName, Path header, Path rustCfg) implements BuildOutput {

    @Override
    public List<Diagnostic> write(Configuration configuration, String prefix) throws IOException {
        BuildFiles files = new BuildFiles(configuration.values(), prefix);
        ConfigFiles.put(
                autoConf.resolveSibling(autoConf.getFileName() + ".cmd"), dependencies(configuration.tree()), FRESH);
        String before = Files.isRegularFile(autoConf) ? new String(SourceLoader.decode(autoConf)) : "";
        OldAutoConf old = new OldAutoConf(configuration.values(), prefix, shownName);
        touch(old.changedSince(before));
        ConfigFiles.put(header, files.header(), FRESH);
        ConfigFiles.put(rustCfg, files.rustCfg(), FRESH);
        ConfigFiles.put(autoConf, files.autoConf(), FRESH);
        return old.warnings();
    }

    private String dependencies(KconfigTree tree) {
        boolean named = tree.dialect().has(Feature.AUTOCONFIG_VARIABLE);
        List<String> names = new ArrayList<>(new LinkedHashSet<>(tree.files()));
        if (!named) {
            Collections.reverse(names);
        }
        String target = named ? "$(autoconfig)" : shownName;
        StringBuilder out = new StringBuilder(named ? "autoconfig := " + shownName + "\n\n" : "");
        out.append("deps_config := \\\n");
        names.forEach(file -> out.append('\t').append(file).append(" \\\n"));
        out.append('\n').append(target).append(": $(deps_config)\n");
        out.append(named ? "$(deps_config): ;\n" : "\n");
        for (Map.Entry<String, String> variable : tree.usedEnvironment().entrySet()) {
            out.append(named ? "\n" : "").append("ifneq \"$(").append(variable.getKey());
            out.append(")\" \"").append(variable.getValue()).append("\"\n");
            out.append(target).append(": FORCE\nendif\n");
        }
        return out.append(named ? "" : "\n$(deps_config): ;\n").toString();
    }

    private void touch(Set<String> names) throws IOException {
        // One after the other in a folder of thousands: sorted, they are written fastest.
        for (String name : new TreeSet<>(names)) {
            Files.write(autoConf.resolveSibling(name), new byte[0]);
        }
    }
}
