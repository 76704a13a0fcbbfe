/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Frames in native memory: where they lie, and how VLAN tags and checksums are changed in place. In front of every frame
 * lies its {@link io.opsswitch.datapath.nativelib.OffloadHeader}, and in front of that some headroom.
 */
@NullMarked
package io.opsswitch.datapath.userspace.frame;

import org.jspecify.annotations.NullMarked;
