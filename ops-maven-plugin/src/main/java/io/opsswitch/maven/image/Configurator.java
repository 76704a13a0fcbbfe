/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.ConfigurationWriter;
import io.opsswitch.kconfig.Diagnostic;
import io.opsswitch.kconfig.Kconfig;
import io.opsswitch.kconfig.KconfigException;
import io.opsswitch.kconfig.KconfigOptions;
import io.opsswitch.kconfig.KconfigTree;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.kconfig.SymbolType;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Evaluates a product's Kconfig tree with the committed configuration of one platform. Never asks anybody. */
public final class Configurator {

    private Configurator() {}

    /**
     * Evaluate. A symbol that the committed file does not mention takes its Kconfig default.
     *
     * @throws ImageException if the platform is unknown, the tree has an error, or a feature is {@code m}; the message
     *     names file and line
     */
    public static PlatformConfiguration evaluate(Product product, String platform) throws ImageException, IOException {
        product.requirePlatform(platform);
        KconfigTree tree = load(product, platform);
        Configuration configuration = new Configuration(tree);
        List<Diagnostic> diagnostics = new ArrayList<>(tree.diagnostics());
        Path source = product.configuration(platform);
        if (Files.exists(source)) {
            diagnostics.addAll(configuration.read(source, Product.PREFIX));
        }

        Map<String, String> newSymbols = new LinkedHashMap<>();
        for (Symbol symbol : configuration.newSymbols()) {
            newSymbols.put(symbol.name(), configuration.value(symbol));
        }
        Set<String> features = new LinkedHashSet<>();
        Map<String, String> keyValues = new LinkedHashMap<>();
        Set<String> known = new LinkedHashSet<>();
        for (Symbol symbol : tree.symbols()) {
            known.add(symbol.name());
            if (configuration.isWritten(symbol)) {
                sort(symbol, configuration.value(symbol), source, features, keyValues);
            }
        }
        return new PlatformConfiguration(
                platform,
                source,
                tree.files().stream().map(Path::of).toList(),
                Collections.unmodifiableSet(features),
                Collections.unmodifiableMap(keyValues),
                Collections.unmodifiableSet(known),
                Collections.unmodifiableMap(newSymbols),
                diagnostics.stream().map(Diagnostic::toString).toList(),
                ConfigurationWriter.write(configuration, Product.PREFIX));
    }

    private static KconfigTree load(Product product, String platform) throws ImageException, IOException {
        Map<String, String> environment = Map.of(
                "CONFIGURED_PLATFORM", platform,
                "BUILD_ROOT", product.sourceRoot().toString(),
                "DISTRO", product.distro());
        KconfigOptions options = KconfigOptions.builder()
                .dialect(product.dialect())
                .environment(environment)
                .sourceRoot(product.sourceRoot())
                .build();
        try {
            return Kconfig.load(product.kconfig(), options);
        } catch (KconfigException e) {
            throw new ImageException(e);
        }
    }

    private static void sort(
            Symbol symbol, String value, Path source, Set<String> features, Map<String, String> keyValues)
            throws ImageException {
        if (symbol.type() != SymbolType.BOOL && symbol.type() != SymbolType.TRISTATE) {
            keyValues.put(symbol.name(), value);
        } else if (value.equals("y")) {
            features.add(symbol.name());
        } else if (value.equals("m")) {
            throw new ImageException(source + ": " + symbol.name()
                    + " is m, but a feature is either in the image or not; perhaps you should write "
                    + Product.PREFIX + symbol.name() + "=y, or declare the symbol bool");
        }
    }
}
