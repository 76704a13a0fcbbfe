/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import org.apache.maven.plugins.annotations.Mojo;

/**
 * Ask for every symbol that the configuration file does not mention, and write the file anew. Asks at a terminal, or reads answers from a pipe; with <code>-B</code> it fails unless nothing is new.
 */
@Mojo(name = OldConfigMojo.GOAL_NAME, aggregator = true, requiresDirectInvocation = true, threadSafe = true)
public final class OldConfigMojo extends AbstractAskingMojo {

    static final String GOAL_NAME = "oldconfig";
}
