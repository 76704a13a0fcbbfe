/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Files of clustered databases: a server's Raft log in the form of ovsdb(5), which Open vSwitch's ovsdb-server reads and
 * writes. Records are immutable values; everything else runs on the main thread.
 */
@NullMarked
package io.opsswitch.tools.cluster;

import org.jspecify.annotations.NullMarked;
