/* SPDX-License-Identifier: Apache-2.0 */

/** The documentation XML: its model, and its reading; the text itself is kept as it was written. */
@NullMarked
package io.opsswitch.schema.docs;

import org.jspecify.annotations.NullMarked;
