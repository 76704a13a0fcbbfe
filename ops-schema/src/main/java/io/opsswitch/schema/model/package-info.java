/* SPDX-License-Identifier: Apache-2.0 */

/** The extschema as immutable values: tables, columns, types, and the feature tags on them, each with its position. */
@NullMarked
package io.opsswitch.schema.model;

import org.jspecify.annotations.NullMarked;
