/* SPDX-License-Identifier: Apache-2.0 */
/**
 * In-band control: the flows that let a bridge reach its controllers through itself, whatever the controllers' own flows say.
 * They are hidden from controllers and have priorities that no controller can give.
 */
@NullMarked
package io.opsswitch.vswitchd.inband;

import org.jspecify.annotations.NullMarked;
