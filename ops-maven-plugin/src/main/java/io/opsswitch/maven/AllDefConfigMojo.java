/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import org.apache.maven.plugins.annotations.Mojo;

/**
 * Write a configuration in which everything has its default.
 */
@Mojo(name = AllDefConfigMojo.GOAL_NAME, aggregator = true, requiresDirectInvocation = true, threadSafe = true)
public final class AllDefConfigMojo extends AbstractAllConfigMojo {

    static final String GOAL_NAME = "alldefconfig";
}
