/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import org.apache.maven.plugins.annotations.Mojo;

/** Print the value of a symbol as it is, strings without quotes; of several, one a line. */
@Mojo(name = GetMojo.GOAL_NAME, aggregator = true, threadSafe = true)
public final class GetMojo extends AbstractSymbolMojo {

    static final String GOAL_NAME = "get";
}
