/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import org.apache.maven.plugins.annotations.Mojo;

/**
 * Set every symbol that the configuration file does not mention to its default, and write the file anew.
 */
@Mojo(name = OldDefConfigMojo.GOAL_NAME, aggregator = true, threadSafe = true)
public final class OldDefConfigMojo extends AbstractModeMojo {

    static final String GOAL_NAME = "olddefconfig";
}
