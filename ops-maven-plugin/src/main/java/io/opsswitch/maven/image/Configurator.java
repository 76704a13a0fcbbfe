/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.ConfigurationWriter;
import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import io.opsswitch.maven.workspace.Workspace;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Evaluates a Kconfig tree with one configuration file, such as the committed one of a platform. Never asks anybody. */
public final class Configurator {

    private Configurator() {}

    /**
     * Evaluate a platform's configuration. A symbol that the committed file does not mention takes its Kconfig default.
     *
     * @throws ImageException if the platform is unknown, the tree has an error, or a feature is {@code m}; the message
     *     names file and line
     */
    public static PlatformConfiguration evaluate(Product product, String platform) throws ImageException, IOException {
        return evaluate(product, platform, Overrides.NONE);
    }

    /**
     * Evaluate a platform's configuration with what this build wants otherwise.
     *
     * @throws ImageException also if an override does not come true
     */
    public static PlatformConfiguration evaluate(Product product, String platform, Overrides overrides)
            throws ImageException, IOException {
        PlatformConfiguration evaluated = evaluate(product.workspace(platform), overrides);
        if (!evaluated.modules().isEmpty()) {
            String module = evaluated.modules().iterator().next();
            throw new ImageException(evaluated.source() + ": " + module
                    + " is m, but a feature is either in the image or not; perhaps you should write " + Product.PREFIX
                    + module + "=y, or declare the symbol bool");
        }
        return evaluated;
    }

    /**
     * Evaluate a configuration with what this build wants otherwise.
     *
     * @throws ImageException if the tree has an error, or an override does not come true; the message names file and line
     */
    public static PlatformConfiguration evaluate(Workspace workspace, Overrides overrides)
            throws ImageException, IOException {
        Overrides.Outcome outcome = overrides.apply(workspace);
        Workspace.Opened opened = outcome.opened();
        Configuration configuration = opened.configuration();
        KconfigTree tree = configuration.tree();

        Map<String, String> newSymbols = new LinkedHashMap<>();
        for (Symbol symbol : configuration.newSymbols()) {
            newSymbols.put(symbol.name(), configuration.value(symbol));
        }
        Set<String> features = new LinkedHashSet<>();
        Map<String, String> keyValues = new LinkedHashMap<>();
        Set<String> modules = new LinkedHashSet<>();
        Set<String> known = new LinkedHashSet<>();
        Map<String, SymbolType> types = new LinkedHashMap<>();
        for (Symbol symbol : tree.symbols()) {
            known.add(symbol.name());
            types.put(symbol.name(), symbol.type());
            if (configuration.isWritten(symbol)) {
                sort(symbol, configuration.value(symbol), features, keyValues, modules);
            }
        }
        return new PlatformConfiguration(
                workspace.platform(),
                workspace.configuration(),
                tree.files().stream().map(Path::of).toList(),
                Collections.unmodifiableSet(features),
                Collections.unmodifiableSet(modules),
                Collections.unmodifiableMap(keyValues),
                Collections.unmodifiableSet(known),
                Collections.unmodifiableMap(newSymbols),
                opened.diagnostics().stream().map(Diagnostic::toString).toList(),
                ConfigurationWriter.write(configuration, workspace.prefix()),
                outcome.effects(),
                Collections.unmodifiableMap(types));
    }

    private static void sort(
            Symbol symbol, String value, Set<String> features, Map<String, String> keyValues, Set<String> modules) {
        if (!symbol.type().isLogical()) {
            keyValues.put(symbol.name(), value);
        } else if (value.equals("y")) {
            features.add(symbol.name());
        } else if (value.equals("m")) {
            modules.add(symbol.name());
        }
    }
}
