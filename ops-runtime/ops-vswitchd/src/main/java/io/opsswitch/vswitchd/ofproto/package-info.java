/* SPDX-License-Identifier: Apache-2.0 */
/** The running switch as translation sees it: an immutable snapshot of bridges, bundles and ports. */
@NullMarked
package io.opsswitch.vswitchd.ofproto;

import org.jspecify.annotations.NullMarked;
