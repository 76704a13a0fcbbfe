/* SPDX-License-Identifier: Apache-2.0 */
/** OpenFlow as a switch speaks it: what all of its parts share. */
@NullMarked
package io.opsswitch.openflow;

import org.jspecify.annotations.NullMarked;
