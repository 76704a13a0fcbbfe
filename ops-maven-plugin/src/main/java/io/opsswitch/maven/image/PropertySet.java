/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.image;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What other plugins see of the configuration: properties. For several platforms only those hold without the platform's
 * name on which all agree. Immutable.
 *
 * @param values the properties
 * @param differing the symbols that have another value, or none, for some of the platforms
 */
public record PropertySet(Map<String, String> values, Set<String> differing) {

    private static final String ALL = "ops.features";

    /**
     * Work out the properties.
     *
     * @param configurations that of each platform, or the one of a project without platforms
     * @param prefix what the names of symbols get before them
     */
    public static PropertySet of(List<PlatformConfiguration> configurations, String prefix) {
        Map<String, String> values = new LinkedHashMap<>();
        List<Map<String, String>> symbols = new ArrayList<>();
        for (PlatformConfiguration each : configurations) {
            symbols.add(symbols(each));
            if (!each.platform().isEmpty()) {
                values.put("ops." + each.platform() + ".features", String.join(" ", each.features()));
            }
        }
        List<String> platforms =
                configurations.stream().map(PlatformConfiguration::platform).toList();
        if (!platforms.get(0).isEmpty()) {
            values.put("ops.platforms", String.join(" ", platforms));
            if (platforms.size() == 1) {
                values.put("ops.platform", platforms.get(0));
            }
        }
        Set<String> features = configurations.stream()
                .map(each -> String.join(" ", each.features()))
                .collect(Collectors.toCollection(LinkedHashSet::new));
        if (features.size() == 1) {
            values.put(ALL, features.iterator().next());
        }
        Set<String> names = new LinkedHashSet<>();
        symbols.forEach(each -> names.addAll(each.keySet()));
        Set<String> differing = new LinkedHashSet<>();
        for (String name : names) {
            String value = symbols.get(0).get(name);
            if (value != null && symbols.stream().allMatch(each -> value.equals(each.get(name)))) {
                values.put(prefix + name, value);
            } else {
                differing.add(name);
            }
        }
        return new PropertySet(Collections.unmodifiableMap(values), Collections.unmodifiableSet(differing));
    }

    private static Map<String, String> symbols(PlatformConfiguration configuration) {
        Map<String, String> values = new LinkedHashMap<>();
        configuration.features().forEach(symbol -> values.put(symbol, "y"));
        configuration.modules().forEach(symbol -> values.put(symbol, "m"));
        values.putAll(configuration.keyValues());
        return values;
    }
}
