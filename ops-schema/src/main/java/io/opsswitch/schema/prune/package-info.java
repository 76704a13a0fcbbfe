/* SPDX-License-Identifier: Apache-2.0 */

/** The six rules of pruning, for the schema and for its documentation. */
@NullMarked
package io.opsswitch.schema.prune;

import org.jspecify.annotations.NullMarked;
