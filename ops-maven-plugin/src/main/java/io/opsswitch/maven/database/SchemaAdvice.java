/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven.database;

import io.opsswitch.schema.SchemaException;
import io.opsswitch.schema.SchemaProblem.Remedy;
import java.util.ArrayList;
import java.util.List;

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
        failure.problems().forEach(problem -> lines.add(problem.message()));
        lines.addAll(nextSteps(failure, platform));
        return String.join("\n", lines);
    }

    /** Return the lines that name the next step for each problem, each once. */
    static List<String> nextSteps(SchemaException failure, String platform) {
        return failure.problems().stream()
                .flatMap(problem -> problem.remedies().stream().limit(1))
                .distinct()
                .map(remedy -> "next: " + command(remedy, platform))
                .toList();
    }

    private static String command(Remedy remedy, String platform) {
        String target = platform.isEmpty() ? "" : " -Dplatform=" + platform;
        return remedy.on()
                ? "mvn ops:enable -Dsymbol=" + remedy.symbol() + target
                : "mvn ops:set -Dset=" + remedy.symbol() + "=n" + target;
    }
}
