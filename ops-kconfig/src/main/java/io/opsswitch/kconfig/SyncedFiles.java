/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig;

import io.opsswitch.kconfig.config.BuildFiles;
import io.opsswitch.kconfig.config.OldAutoConf;
import io.opsswitch.kconfig.lex.SourceLoader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

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
public record SyncedFiles(Path autoConf, String shownName, Path header, Path rustCfg) {

    /** Tell whether a build has them already. */
    public boolean exist() {
        return Files.exists(autoConf);
    }

    /**
     * Write them all.
     *
     * @param prefix what names start with, such as {@code CONFIG_}
     * @return warnings about the {@code auto.conf} that was there before
     */
    public List<Diagnostic> write(Configuration configuration, String prefix) throws IOException {
        BuildFiles files = new BuildFiles(configuration.values(), prefix);
        replace(autoConf.resolveSibling(autoConf.getFileName() + ".cmd"), dependencies(configuration.tree()));
        String before = Files.isRegularFile(autoConf) ? new String(SourceLoader.decode(autoConf)) : "";
        OldAutoConf old = new OldAutoConf(configuration.values(), prefix, shownName);
        touch(old.changedSince(before));
        replace(header, files.header());
        replace(rustCfg, files.rustCfg());
        replace(autoConf, files.autoConf());
        return old.warnings();
    }

    private String dependencies(KconfigTree tree) {
        StringBuilder out = new StringBuilder("autoconfig := ");
        out.append(shownName).append("\n\ndeps_config := \\\n");
        tree.files().stream()
                .distinct()
                .forEach(file -> out.append('\t').append(file).append(" \\\n"));
        out.append("\n$(autoconfig): $(deps_config)\n$(deps_config): ;\n");
        for (Map.Entry<String, String> variable : tree.usedEnvironment().entrySet()) {
            out.append("\nifneq \"$(").append(variable.getKey()).append(")\" \"");
            out.append(variable.getValue()).append("\"\n$(autoconfig): FORCE\nendif\n");
        }
        return out.toString();
    }

    private void touch(Set<String> names) throws IOException {
        // One after the other in a folder of thousands: sorted, they are written fastest.
        for (String name : new TreeSet<>(names)) {
            Files.write(autoConf.resolveSibling(name), new byte[0]);
        }
    }

    private static void replace(Path file, String text) throws IOException {
        @Nullable Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Path fresh = file.resolveSibling(file.getFileName() + ".tmp");
        Files.write(fresh, text.getBytes(StandardCharsets.UTF_8));
        Files.move(fresh, file, StandardCopyOption.REPLACE_EXISTING);
    }
}
