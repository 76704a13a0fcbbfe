/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.image.DecisionLog;
import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.ImagePlan;
import io.opsswitch.maven.image.PlatformConfiguration;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.maven.model.Dependency;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/** What the goals that build an image share: where its parts are collected, and what is in it. */
abstract class AbstractImageMojo extends AbstractOpsMojo {

    /**
     * Symbols that are more than flags: enabling one that has no package among the dependencies fails the build. An
     * asterisk stands for any characters.
     */
    @Parameter
    @Nullable
    List<String> codeSymbols;

    /** Return which of the project's dependencies the image gets. */
    ImagePlan plan() throws ImageException, IOException {
        List<ImagePlan.Coordinates> offered = project.getDependencies().stream()
                .filter(dependency ->
                        !"test".equals(dependency.getScope()) && !"provided".equals(dependency.getScope()))
                .map(AbstractImageMojo::offered)
                .toList();
        return ImagePlan.of(configuration(), offered, codeSymbols == null ? List.of() : codeSymbols);
    }

    /** An image is a platform's. */
    @Override
    PlatformConfiguration configuration() throws ImageException, IOException {
        if (!isProduct()) {
            product().platformNames(); // reports that there are none
        }
        return super.configuration();
    }

    /** Return the folder in which the goals before the assembly collect what goes into the image. */
    Path staging() throws ImageException, IOException {
        return buildDirectory().resolve("ops").resolve(configuration().platform());
    }

    /** Return the assembled image's folder. */
    Path image() throws ImageException, IOException {
        return buildDirectory().resolve("ops-" + configuration().platform());
    }

    DecisionLog decisions() {
        return new DecisionLog(buildDirectory());
    }

    private static ImagePlan.Coordinates offered(Dependency dependency) {
        return new ImagePlan.Coordinates(dependency.getGroupId(), dependency.getArtifactId(), dependency.getVersion());
    }
}
