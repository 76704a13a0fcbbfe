/* SPDX-License-Identifier: Apache-2.0 */
/** Writes Java classes for the rows of a database's tables; {@link io.opsswitch.schema.SchemaClasses} is the entry. */
@NullMarked
package io.opsswitch.schema.idl;

import org.jspecify.annotations.NullMarked;
