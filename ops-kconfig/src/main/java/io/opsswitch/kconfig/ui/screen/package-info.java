/* SPDX-License-Identifier: Apache-2.0 */
/** What is on the screen: cells with roles, text flow, colours. Knows no terminal. */
@NullMarked
package io.opsswitch.kconfig.ui.screen;

import org.jspecify.annotations.NullMarked;
