/* SPDX-License-Identifier: Apache-2.0 */
/** Messages about flow tables: statistics, features, descriptions, changes. */
@NullMarked
package io.opsswitch.openflow.message.table;

import org.jspecify.annotations.NullMarked;
