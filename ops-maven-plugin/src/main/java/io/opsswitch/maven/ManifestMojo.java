/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.image.ImageException;
import io.opsswitch.maven.image.ImagePlan;
import io.opsswitch.maven.image.Manifest;
import java.io.IOException;
import java.nio.file.Path;
import org.apache.maven.plugins.annotations.LifecyclePhase;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Write what the image says about itself: <code>share/ops/manifest.json</code> (platform, version, each feature with
 * its artifact or "flag", key-values, schema checksums), <code>image_features</code> and <code>.ops-config</code>.
 */
@Mojo(name = ManifestMojo.GOAL_NAME, defaultPhase = LifecyclePhase.PREPARE_PACKAGE, threadSafe = true)
public final class ManifestMojo extends AbstractImageMojo {

    static final String GOAL_NAME = "manifest";

    @Override
    boolean takesSeveralPlatforms() {
        return true;
    }

    @Override
    void run() throws ImageException, IOException {
        ImagePlan plan = plan();
        Path staging = staging();
        Manifest.write(staging, configuration(), plan, project.getVersion(), staging.resolve("share/openvswitch"));
        decide("manifest", plan.explain(configuration()));
        getLog().info("manifest: " + plan.artifacts().size() + " features with code, "
                + (configuration().features().size() - plan.artifacts().size()) + " flags, "
                + plan.excluded().size() + " packages left out");
    }
}
