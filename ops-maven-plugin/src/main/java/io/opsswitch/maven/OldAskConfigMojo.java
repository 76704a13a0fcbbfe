/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import java.util.List;
import org.apache.maven.plugins.annotations.Mojo;

/**
 * Ask for every symbol, also those that the configuration file mentions, and write the file anew. Asks at a terminal, or
 * reads answers from a pipe; with <code>-B</code> it fails.
 */
@Mojo(name = OldAskConfigMojo.GOAL_NAME, aggregator = true, requiresDirectInvocation = true, threadSafe = true)
public final class OldAskConfigMojo extends AbstractAskingMojo {

    static final String GOAL_NAME = "oldaskconfig";

    @Override
    boolean asks(List<String> newSymbols) {
        return true;
    }
}
