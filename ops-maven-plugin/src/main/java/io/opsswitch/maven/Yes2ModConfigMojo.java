/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import org.apache.maven.plugins.annotations.Mojo;

/**
 * Change every y of the configuration to m where that is possible.
 */
@Mojo(name = Yes2ModConfigMojo.GOAL_NAME, aggregator = true, requiresDirectInvocation = true, threadSafe = true)
public final class Yes2ModConfigMojo extends AbstractModeMojo {

    static final String GOAL_NAME = "yes2modconfig";
}
