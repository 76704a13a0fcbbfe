/* SPDX-License-Identifier: Apache-2.0 */
/** Where the user is in the menu, and what can be done there. Knows neither screen nor terminal. */
@NullMarked
package io.opsswitch.kconfig.ui.model;

import org.jspecify.annotations.NullMarked;
