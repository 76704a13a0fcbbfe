/* SPDX-License-Identifier: Apache-2.0 */
/** What differs between two configurations. */
@NullMarked
package io.opsswitch.kconfig.compare;

import org.jspecify.annotations.NullMarked;
