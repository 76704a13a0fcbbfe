/* SPDX-License-Identifier: Apache-2.0 */
/** Keeps installed flows right: statistics, ageing, and translation anew after a change. */
@NullMarked
package io.opsswitch.vswitchd.revalidate;

import org.jspecify.annotations.NullMarked;
