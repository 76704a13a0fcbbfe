/* SPDX-License-Identifier: Apache-2.0 */
/** The journal file: reading, appending, compacting, locking. */
@NullMarked
package io.opsswitch.ovsdb.storage;

import org.jspecify.annotations.NullMarked;
