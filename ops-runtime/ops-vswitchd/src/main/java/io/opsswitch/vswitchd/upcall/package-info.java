/* SPDX-License-Identifier: Apache-2.0 */
/** Packets that no flow of a datapath matches: translate them, and install flows for those to come. */
@NullMarked
package io.opsswitch.vswitchd.upcall;

import org.jspecify.annotations.NullMarked;
