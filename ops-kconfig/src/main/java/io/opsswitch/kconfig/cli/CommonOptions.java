/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.kconfig.cli;

import io.opsswitch.kconfig.Dialect;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The options of all commands: each stands for a variable of the environment, and goes before it.
 *
 * <p>Collects them from lists of words, from which it takes them out.
 */
final class CommonOptions {

    /** The variable that Linux' make takes the name of the first Kconfig file from. */
    static final String KCONFIG = "KBUILD_KCONFIG";

    private static final String CONFIG = "KCONFIG_CONFIG";

    /** What Buildroot has instead. */
    private static final String BUILDROOT_CONFIG = "BR2_CONFIG";

    private static final String DIALECT = "KCONFIG_DIALECT";

    private static final Map<String, String> VARIABLES = Map.of(
            "--kconfig", KCONFIG,
            "--config", CONFIG,
            "--prefix", "CONFIG_",
            "--srctree", "srctree",
            "--dialect", DIALECT);

    private final Map<String, String> given = new HashMap<>();

    /** Return the words that are none of these options, up to the first word without a dash if so asked. */
    List<String> take(List<String> words, boolean upToFirstWord) throws Failure {
        List<String> others = new ArrayList<>();
        for (int i = 0; i < words.size(); i++) {
            String word = words.get(i);
            if (word.equals("--") || upToFirstWord && !word.startsWith("-")) {
                others.addAll(words.subList(i, words.size()));
                break;
            }
            String next = i + 1 < words.size() ? words.get(i + 1) : null;
            int used = word.startsWith("-D") ? define(word, next) : option(word, next);
            if (used == 0) {
                others.add(word);
            } else {
                i += used - 1;
            }
        }
        return others;
    }

    /** Return how many words the option consists of, 0 when it is another one. */
    private int option(String word, @Nullable String next) throws Failure {
        int equals = word.indexOf('=');
        String variable = VARIABLES.get(equals < 0 ? word : word.substring(0, equals));
        if (variable == null) {
            return 0;
        }
        if (equals < 0 && next == null) {
            throw new Failure(word + " needs a value, perhaps you should write " + word + "=VALUE");
        }
        String value = equals < 0 ? String.valueOf(next) : word.substring(equals + 1);
        given.put(variable, value);
        if (variable.equals(CONFIG)) {
            given.put(BUILDROOT_CONFIG, value);
        }
        return equals < 0 ? 2 : 1;
    }

    private int define(String word, @Nullable String next) throws Failure {
        boolean apart = word.equals("-D");
        String text = apart ? next : word.substring(2);
        int equals = text == null ? -1 : text.indexOf('=');
        if (text == null || equals <= 0) {
            throw new Failure("-D defines nothing, perhaps you should write -D NAME=VALUE");
        }
        given.put(text.substring(0, equals), text.substring(equals + 1));
        return apart ? 2 : 1;
    }

    /** Set the first file of the tree. */
    void useKconfig(String file) {
        given.put(KCONFIG, file);
    }

    /** Tell whether the first file of the tree was among them. */
    boolean nameKconfig() {
        return given.containsKey(KCONFIG);
    }

    /** Return settings in which these options come before the environment. */
    Settings over(Settings settings) {
        Map<String, String> environment = new HashMap<>(settings.environment());
        environment.putAll(given);
        // A wrong name is reported where the tree is loaded.
        Dialect dialect = Dialect.presets().stream()
                .filter(preset -> preset.name().equals(environment.get(DIALECT)))
                .findFirst()
                .orElse(settings.dialect());
        return new Settings(settings.directory(), environment, dialect);
    }
}
