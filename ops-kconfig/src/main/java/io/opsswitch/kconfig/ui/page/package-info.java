/* SPDX-License-Identifier: Apache-2.0 */
/** The pages and dialogs of the menu, and the desk that they lie on. Knows no terminal. */
@NullMarked
package io.opsswitch.kconfig.ui.page;

import org.jspecify.annotations.NullMarked;
