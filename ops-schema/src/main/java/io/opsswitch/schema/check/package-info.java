/* SPDX-License-Identifier: Apache-2.0 */

/** What must hold before pruning (tags, annotations) and after it (soundness, agreement with the documentation). */
@NullMarked
package io.opsswitch.schema.check;

import org.jspecify.annotations.NullMarked;
