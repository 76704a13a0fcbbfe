/* SPDX-License-Identifier: Apache-2.0 */

/**
 * Documents made of a pruned schema and its documentation: browsable HTML with pictures, and a manual page. Data flows one
 * way: files, {@code DatabaseText} (what there is to say), writers.
 */
@NullMarked
package io.opsswitch.schema.document;

import org.jspecify.annotations.NullMarked;
