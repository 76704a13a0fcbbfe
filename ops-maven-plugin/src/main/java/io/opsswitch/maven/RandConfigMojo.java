/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import io.opsswitch.maven.workspace.KconfigCommand;
import org.apache.maven.plugins.annotations.Mojo;
import org.apache.maven.plugins.annotations.Parameter;
import org.jspecify.annotations.Nullable;

/**
 * Write a configuration that is drawn by lot. The seed is logged; the same seed gives the same configuration, byte for byte
 * the one that the C tool draws.
 */
@Mojo(name = RandConfigMojo.GOAL_NAME, aggregator = true, requiresDirectInvocation = true, threadSafe = true)
public final class RandConfigMojo extends AbstractAllConfigMojo {

    static final String GOAL_NAME = "randconfig";

    /** The seed, as KCONFIG_SEED: a number, also as 0x... */
    @Parameter(property = "seed")
    @Nullable
    String seed;

    /** How likely each value is, as KCONFIG_PROBABILITY: up to three percentages separated by colons. */
    @Parameter(property = "probability")
    @Nullable
    String probability;

    @Override
    void prepare(KconfigCommand command) {
        super.prepare(command);
        if (seed != null) {
            command.with("KCONFIG_SEED", seed);
        }
        if (probability != null) {
            command.with("KCONFIG_PROBABILITY", probability);
        }
    }
}
