/* SPDX-License-Identifier: Apache-2.0 */
/** Databases in files that are kept equal to another server's: the backup's side of active-backup. */
@NullMarked
package io.opsswitch.ovsdb.replication;

import org.jspecify.annotations.NullMarked;
