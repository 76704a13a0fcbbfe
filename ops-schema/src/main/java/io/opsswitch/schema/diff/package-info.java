/* SPDX-License-Identifier: Apache-2.0 */

/** What differs between two schemas, and what that means for a database that has data. */
@NullMarked
package io.opsswitch.schema.diff;

import org.jspecify.annotations.NullMarked;
