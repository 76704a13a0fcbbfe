/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import org.apache.maven.plugins.annotations.Mojo;

/** Print all that is known of a symbol: type, value, where it is defined, what it depends on and what selects it, help. */
@Mojo(name = InfoMojo.GOAL_NAME, aggregator = true, threadSafe = true)
public final class InfoMojo extends AbstractSymbolMojo {

    static final String GOAL_NAME = "info";
}
