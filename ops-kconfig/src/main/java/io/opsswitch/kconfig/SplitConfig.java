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
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * The files of tools before Linux 5: beside {@code auto.conf} and {@code autoconf.h} a {@code tristate.conf}, and for
 * symbol FOO_BAR an empty {@code foo/bar.h}, touched when its value changes.
 *
 * <p>Unlike those tools, this creates the folders that are missing.
 *
 * @param autoConf the path of {@code auto.conf}
 * @param shownName that path as the user wrote it, for the file of commands and for warnings
 * @param header the path of {@code autoconf.h}
 * @param tristate the path of {@code tristate.conf}
 * @param commands the path of the file that says what {@code auto.conf} depends on
 * @param folder where the empty files are
 */
public record SplitConfig(Path autoConf, String shownName, Path header, Path tristate, Path commands, Path folder)
        implements BuildOutput {

    @Override
    public List<Diagnostic> write(Configuration configuration, String prefix) throws IOException {
        BuildFiles files = new BuildFiles(configuration.values(), prefix);
        ConfigFiles.put(commands, dependencies(configuration.tree()), FRESH);
        String before = Files.isRegularFile(autoConf) ? new String(SourceLoader.decode(autoConf)) : "";
        OldAutoConf old = new OldAutoConf(configuration.values(), prefix, shownName);
        touch(old.changedSince(before));
        ConfigFiles.put(header, files.header(), FRESH);
        ConfigFiles.put(tristate, files.tristateConf(), FRESH);
        ConfigFiles.put(autoConf, files.autoConf(), FRESH);
        return old.warnings();
    }

    private String dependencies(KconfigTree tree) {
        List<String> names = new ArrayList<>(new LinkedHashSet<>(tree.files()));
        Collections.reverse(names);
        StringBuilder out = new StringBuilder("deps_config := \\\n\t");
        out.append(String.join(" \\\n\t", names)).append("\n\n");
        out.append(shownName).append(": \\\n\t$(deps_config)\n\n");
        for (Map.Entry<String, String> variable : environment(tree).entrySet()) {
            out.append("ifneq \"$(").append(variable.getKey()).append(")\" \"");
            out.append(variable.getValue()).append("\"\n");
            out.append(shownName).append(": FORCE\nendif\n");
        }
        return out.append("\n$(deps_config): ;\n").toString();
    }

    /** What {@code option env} imports, the last first; in trees with macros what they use. */
    private static Map<String, String> environment(KconfigTree tree) {
        if (tree.dialect().has(Feature.MACROS)) {
            return tree.usedEnvironment();
        }
        List<Symbol> imported = new ArrayList<>(tree.symbols());
        Collections.reverse(imported);
        Map<String, String> environment = new LinkedHashMap<>();
        for (Symbol symbol : imported) {
            String variable = symbol.environmentVariable();
            if (variable != null) {
                environment.put(variable, tree.options().environment().getOrDefault(variable, ""));
            }
        }
        return environment;
    }

    private void touch(Set<String> symbols) throws IOException {
        Path base = folder.toAbsolutePath().normalize();
        for (String symbol : new TreeSet<>(symbols)) {
            String name = symbol.toLowerCase(Locale.ROOT).replace('_', '/').replaceFirst("^/+", "");
            Path file = base.resolve(name + ".h").normalize();
            if (file.startsWith(base)) {
                ConfigFiles.createFolder(file);
                Files.write(file, new byte[0]);
            }
        }
    }
}
