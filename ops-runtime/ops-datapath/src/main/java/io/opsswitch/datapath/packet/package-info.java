/* SPDX-License-Identifier: Apache-2.0 */
/** Reads and changes packets that lie in direct buffers, without allocation. */
@NullMarked
package io.opsswitch.datapath.packet;

import org.jspecify.annotations.NullMarked;
