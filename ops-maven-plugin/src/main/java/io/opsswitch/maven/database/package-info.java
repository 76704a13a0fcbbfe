/* SPDX-License-Identifier: Apache-2.0 */

/** Database schemas of a product under its configurations: what the schema goals do, without Maven. */
@NullMarked
package io.opsswitch.maven.database;

import org.jspecify.annotations.NullMarked;
