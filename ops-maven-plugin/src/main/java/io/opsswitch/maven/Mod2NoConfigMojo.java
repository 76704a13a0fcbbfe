/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import org.apache.maven.plugins.annotations.Mojo;

/**
 * Change every m of the configuration to n where that is possible.
 */
@Mojo(name = Mod2NoConfigMojo.GOAL_NAME, aggregator = true, requiresDirectInvocation = true, threadSafe = true)
public final class Mod2NoConfigMojo extends AbstractModeMojo {

    static final String GOAL_NAME = "mod2noconfig";
}
