/* SPDX-License-Identifier: Apache-2.0 */
/** Reads and writes configuration files. */
@NullMarked
package io.opsswitch.kconfig.config;

import org.jspecify.annotations.NullMarked;
