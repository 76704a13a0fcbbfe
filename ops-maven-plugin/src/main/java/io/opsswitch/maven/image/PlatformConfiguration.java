/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import io.opsswitch.kconfig.SymbolType;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A configuration after evaluation. Immutable; all collections are in menu order.
 *
 * @param platform the platform's name; empty for a project without platforms
 * @param source the committed configuration file that was read; it need not exist
 * @param files the Kconfig files of the tree in the order they were read
 * @param features the symbols that are {@code y}
 * @param modules the symbols that are {@code m}; none in a product
 * @param keyValues the values of the other symbols, strings without quotes
 * @param knownSymbols every symbol that the tree defines
 * @param newSymbols askable symbols the committed file says nothing about, with the default they took
 * @param warnings what the Kconfig language warns of
 * @param text the complete configuration as a file
 * @param overrides what this build wanted otherwise than the committed file: a line for each symbol that differs
 * @param types the type of every symbol that the tree defines
 */
public record PlatformConfiguration(
        String platform,
        Path source,
        List<Path> files,
        Set<String> features,
        Set<String> modules,
        Map<String, String> keyValues,
        Set<String> knownSymbols,
        Map<String, String> newSymbols,
        List<String> warnings,
        String text,
        List<String> overrides,
        Map<String, SymbolType> types) {

    /** Create a configuration without overrides, of whose symbols the types do not matter. */
    public PlatformConfiguration(
            String platform,
            Path source,
            List<Path> files,
            Set<String> features,
            Set<String> modules,
            Map<String, String> keyValues,
            Set<String> knownSymbols,
            Map<String, String> newSymbols,
            List<String> warnings,
            String text) {
        this(
                platform,
                source,
                files,
                features,
                modules,
                keyValues,
                knownSymbols,
                newSymbols,
                warnings,
                text,
                List.of(),
                Map.of());
    }
}
