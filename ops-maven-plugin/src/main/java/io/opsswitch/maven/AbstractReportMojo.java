/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import java.io.IOException;
import java.util.List;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** A goal whose result is text for people or scripts. */
abstract class AbstractReportMojo extends AbstractKconfigMojo {

    /**
     * Where the result goes: a file, or <code>-</code> for the standard output without any decoration, also when Maven is
     * quiet (<code>mvn -q</code>). Without this it is logged.
     */
    @Parameter(property = "output")
    @Nullable
    String output;

    /** Hand the result over. */
    void report(List<String> lines) throws IOException {
        new ResultText(getLog(), project.getBasedir().toPath()).write(lines, output);
    }
}
