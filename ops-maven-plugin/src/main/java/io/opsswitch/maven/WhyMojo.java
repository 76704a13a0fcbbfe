/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import org.apache.maven.plugins.annotations.Mojo;

/** Explain why a symbol has its value: the user, a default, select, imply, a range, and what blocks it. */
@Mojo(name = WhyMojo.GOAL_NAME, aggregator = true, threadSafe = true)
public final class WhyMojo extends AbstractSymbolMojo {

    static final String GOAL_NAME = "why";
}
