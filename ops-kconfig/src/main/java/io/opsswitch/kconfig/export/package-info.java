/* SPDX-License-Identifier: Apache-2.0 */
/** Trees and values for other programs. */
@NullMarked
package io.opsswitch.kconfig.export;

import org.jspecify.annotations.NullMarked;
