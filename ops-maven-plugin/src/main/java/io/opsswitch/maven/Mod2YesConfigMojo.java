/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import org.apache.maven.plugins.annotations.Mojo;

/**
 * Change every m of the configuration to y.
 */
@Mojo(name = Mod2YesConfigMojo.GOAL_NAME, aggregator = true, requiresDirectInvocation = true, threadSafe = true)
public final class Mod2YesConfigMojo extends AbstractModeMojo {

    static final String GOAL_NAME = "mod2yesconfig";
}
