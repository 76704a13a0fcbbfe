/* SPDX-License-Identifier: Apache-2.0 */

/** Between JSON text and the schema model: a reader that keeps positions and loses no member, and a stable writer. */
@NullMarked
package io.opsswitch.schema.json;

import org.jspecify.annotations.NullMarked;
