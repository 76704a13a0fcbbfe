/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.maven;

import org.apache.maven.plugins.annotations.Mojo;

/**
 * Do what oldconfig does, and write what builds in C, make and Rust read: <code>include/config/auto.conf</code>, <code>include/generated/autoconf.h</code> and <code>include/generated/rustc_cfg</code> below the generated directory. In a phase of a build it asks nothing, and fails when a symbol is new.
 */
@Mojo(name = SyncConfigMojo.GOAL_NAME, aggregator = true, threadSafe = true)
public final class SyncConfigMojo extends AbstractAskingMojo {

    static final String GOAL_NAME = "syncconfig";
}
