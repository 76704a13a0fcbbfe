/* SPDX-License-Identifier: Apache-2.0 */
/** Frames in memory, big-endian: where their headers lie, and how fields of these are set in place. */
@NullMarked
package io.opsswitch.datapath.frame;

import org.jspecify.annotations.NullMarked;
