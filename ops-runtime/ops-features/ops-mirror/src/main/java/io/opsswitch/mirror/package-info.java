/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Port mirroring: the Mirror table of ovs-vswitchd.conf.db(5). The whole feature is here; without this module mirrors in
 * the database have no effect.
 */
@NullMarked
package io.opsswitch.mirror;

import org.jspecify.annotations.NullMarked;
