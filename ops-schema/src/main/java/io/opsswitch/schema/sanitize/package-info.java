/* SPDX-License-Identifier: Apache-2.0 */

/** From a pruned extschema to the ovsschema that a database server loads. */
@NullMarked
package io.opsswitch.schema.sanitize;

import org.jspecify.annotations.NullMarked;
