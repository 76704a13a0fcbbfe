/* SPDX-License-Identifier: Apache-2.0 */
/** Changes configurations: sets values, merges fragments, edits files as text. */
@NullMarked
package io.opsswitch.kconfig.edit;

import org.jspecify.annotations.NullMarked;
