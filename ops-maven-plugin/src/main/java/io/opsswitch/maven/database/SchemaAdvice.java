/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.database;

import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaProblem;
import io.opsswitch.schema.SchemaProblem.Remedy;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Adds to the problems of a schema the command that takes the next step. */
public final class SchemaAdvice {

    private SchemaAdvice() {}

    /**
     * Return the message for a schema that cannot be built: a line for each problem, and one for the next step, if a change
     * of one symbol is one.
     *
     * @param platform the platform that is built; empty for a check without a platform
     */
    public static String message(SchemaException failure, String platform) {
        List<String> lines = new ArrayList<>();
        Set<Remedy> steps = new LinkedHashSet<>();
        for (SchemaProblem problem : failure.problems()) {
            lines.add(problem.message());
            problem.remedies().stream().findFirst().ifPresent(steps::add);
        }
        for (Remedy remedy : steps) {
            lines.add("next: " + command(remedy, platform));
        }
        return String.join("\n", lines);
    }

    /** Return the command that makes a change, or says why it cannot be made. */
    static String command(Remedy remedy, String platform) {
        String target = platform.isEmpty() ? "" : " -Dplatform=" + platform;
        return remedy.on()
                ? "mvn ops:enable -Dsymbol=" + remedy.symbol() + target
                : "mvn ops:set -Dset=" + remedy.symbol() + "=n" + target;
    }
}
