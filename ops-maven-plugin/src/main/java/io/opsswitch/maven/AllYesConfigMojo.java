/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import org.apache.maven.plugins.annotations.Mojo;

/**
 * Write a configuration in which as much as possible is y.
 */
@Mojo(name = AllYesConfigMojo.GOAL_NAME, aggregator = true, requiresDirectInvocation = true, threadSafe = true)
public final class AllYesConfigMojo extends AbstractAllConfigMojo {

    static final String GOAL_NAME = "allyesconfig";
}
