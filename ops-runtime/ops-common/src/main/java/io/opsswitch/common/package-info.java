/* SPDX-License-Identifier: Apache-2.0 */
/** What every program of ops shares. */
@NullMarked
package io.opsswitch.common;

import org.jspecify.annotations.NullMarked;
