/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.workspace;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Dialect;
import io.opsswitch.kconfig.Kconfig;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.KconfigOptions;
import io.opsswitch.kconfig.KconfigTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A Kconfig tree and the one configuration file of it that is read and written. Immutable.
 *
 * <p>The tree sees of the environment only what is given here, and PATH, so that everybody's build gives the same.
 *
 * @param platform the platform whose configuration it is; empty for a project without platforms
 * @param kconfig the first file of the tree, absolute
 * @param configuration the configuration file, absolute; it need not exist
 * @param prefix what names in the file start with, such as {@code CONFIG_}
 * @param dialect the dialect of the tree
 * @param environment the variables that the tree sees
 */
public record Workspace(
        String platform,
        Path kconfig,
        Path configuration,
        String prefix,
        Dialect dialect,
        Map<String, String> environment) {

    private static final String PATH = "PATH";

    /** A configuration as it was read, with everything there is to warn about. */
    public record Opened(Configuration configuration, List<Diagnostic> diagnostics) {}

    /** Create a workspace; PATH joins the environment unless it is there. */
    public Workspace {
        Map<String, String> visible = new HashMap<>(environment);
        String path = System.getenv(PATH);
        if (path != null) {
            visible.putIfAbsent(PATH, path);
        }
        environment = Map.copyOf(visible);
    }

    /** Return the folder against which {@code source} paths resolve, and in which the tree's commands run. */
    public Path directory() {
        Path parent = kconfig.toAbsolutePath().getParent();
        return parent == null ? kconfig.toAbsolutePath() : parent;
    }

    /** Return the name of a file as people should see it: relative when it is below {@link #directory()}. */
    public String shown(Path file) {
        Path absolute = file.toAbsolutePath().normalize();
        Path base = directory().normalize();
        return (absolute.startsWith(base) ? base.relativize(absolute) : absolute).toString();
    }

    /**
     * Load the tree.
     *
     * @throws KconfigException when it has errors; the message names file and line
     */
    public KconfigTree load() throws KconfigException, IOException {
        KconfigOptions options = KconfigOptions.builder()
                .dialect(dialect)
                .environment(environment)
                .sourceRoot(directory())
                .build();
        return Kconfig.load(Path.of(shown(kconfig)), options);
    }

    /** Load the tree and read the configuration file; without one, every symbol has its default. */
    public Opened open() throws KconfigException, IOException {
        return read(configuration);
    }

    /** Load the tree and read another configuration file of it; without one, every symbol has its default. */
    public Opened read(Path file) throws KconfigException, IOException {
        KconfigTree tree = load();
        List<Diagnostic> diagnostics = new ArrayList<>(tree.diagnostics());
        Configuration opened = new Configuration(tree);
        if (Files.exists(file)) {
            diagnostics.addAll(opened.read(file, shown(file), prefix, false));
        }
        return new Opened(opened, List.copyOf(diagnostics));
    }
}
