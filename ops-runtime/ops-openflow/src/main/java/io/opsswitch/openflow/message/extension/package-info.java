/* SPDX-License-Identifier: Apache-2.0 */
/** Messages that only Open vSwitch knows: formats, identities, connection tracking, options of tunnels. */
@NullMarked
package io.opsswitch.openflow.message.extension;

import org.jspecify.annotations.NullMarked;
