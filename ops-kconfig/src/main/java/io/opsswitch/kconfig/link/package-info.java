/* SPDX-License-Identifier: Apache-2.0 */
/** Completes drafts: inherits dependencies, makes submenus, checks. */
@NullMarked
package io.opsswitch.kconfig.link;

import org.jspecify.annotations.NullMarked;
