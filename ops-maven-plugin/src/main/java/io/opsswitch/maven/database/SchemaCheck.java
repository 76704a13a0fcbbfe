/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.database;

import io.opsswitch.kconfig.Configuration;
import io.opsswitch.kconfig.Symbol;
import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaFolder.Database;
import io.opsswitch.schema.SchemaProblem;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Checks the databases of a product under configurations. Belongs to the thread that made it. */
public final class SchemaCheck {

    private final List<Database> databases;
    private final Set<String> errors = new LinkedHashSet<>();
    private final Set<String> warnings = new LinkedHashSet<>();
    private final Set<String> nextSteps = new LinkedHashSet<>();
    private final Set<Database> broken = new HashSet<>();

    /** Start. */
    public SchemaCheck(List<Database> databases) {
        this.databases = List.copyOf(databases);
    }

    /** Check what does not depend on a configuration, except for the symbols that the tree defines. */
    public void withoutConfiguration(Set<String> knownSymbols) {
        for (Database database : databases) {
            try {
                warn(database.source().check(knownSymbols));
            } catch (SchemaException e) {
                e.problems().forEach(problem -> errors.add(problem.message()));
                broken.add(database);
            }
        }
    }

    /** Check what is left for the features of one platform; databases that are broken before that are left alone. */
    public void platform(String platform, Set<String> features) {
        for (Database database : databases) {
            if (broken.contains(database)) {
                continue;
            }
            try {
                warn(database.source().build(features).warnings());
            } catch (SchemaException e) {
                e.problems().forEach(problem -> errors.add("platform " + platform + ": " + problem.message()));
                nextSteps.addAll(SchemaAdvice.nextSteps(e, platform));
            }
        }
    }

    /**
     * Check what is left when the user changes a single symbol of a platform's configuration, with all that Kconfig makes of
     * the change.
     *
     * @return how many changes there were to check: a symbol that Kconfig lets nobody change is none
     */
    public int eachChange(String platform, Configuration configuration) {
        Map<String, Symbol> symbols = new HashMap<>();
        configuration.tree().symbols().forEach(symbol -> symbols.put(symbol.name(), symbol));
        Set<String> tagged = new TreeSet<>();
        databases.forEach(database -> tagged.addAll(database.source().symbols()));
        Set<String> start = features(configuration);
        int tried = 0;
        for (String name : tagged) {
            Symbol symbol = symbols.get(name);
            if (symbol == null || !configuration.isChangeable(symbol)) {
                continue;
            }
            boolean off = start.contains(name);
            Configuration changed = configuration.copy();
            changed.assign(symbol, off ? "n" : "y");
            Set<String> features = features(changed);
            if (features.contains(name) == off) {
                continue; // Kconfig did not let it
            }
            tried++;
            String which = "platform " + platform + (off ? " without " : " with ") + name + ": ";
            for (Database database : databases) {
                if (!broken.contains(database)) {
                    problems(database, features).forEach(problem -> errors.add(which + problem));
                }
            }
        }
        return tried;
    }

    private static List<SchemaProblem> problems(Database database, Set<String> features) {
        try {
            database.source().build(features);
            return List.of();
        } catch (SchemaException e) {
            return e.problems();
        }
    }

    private static Set<String> features(Configuration configuration) {
        Set<String> features = new LinkedHashSet<>();
        for (Symbol symbol : configuration.tree().symbols()) {
            if (symbol.type().isLogical()
                    && configuration.isWritten(symbol)
                    && configuration.value(symbol).equals("y")) {
                features.add(symbol.name());
            }
        }
        return features;
    }

    private void warn(List<SchemaProblem> problems) {
        problems.forEach(problem -> warnings.add(problem.message()));
    }

    /** Return the errors so far, each once, in the order in which they were found. */
    public List<String> errors() {
        return new ArrayList<>(errors);
    }

    /** Return the commands that mend errors, each once. */
    public List<String> nextSteps() {
        return new ArrayList<>(nextSteps);
    }

    /** Return the warnings so far, each once. */
    public List<String> warnings() {
        return new ArrayList<>(warnings);
    }
}
