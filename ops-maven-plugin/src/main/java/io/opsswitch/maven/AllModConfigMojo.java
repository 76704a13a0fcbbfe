/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import org.apache.maven.plugins.annotations.Mojo;

/**
 * Write a configuration in which as much as possible is m, and y where there is no m.
 */
@Mojo(name = AllModConfigMojo.GOAL_NAME, aggregator = true, requiresDirectInvocation = true, threadSafe = true)
public final class AllModConfigMojo extends AbstractAllConfigMojo {

    static final String GOAL_NAME = "allmodconfig";
}
