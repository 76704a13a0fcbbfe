/* SPDX-License-Identifier: Apache-2.0 */
/** Messages that carry packets: to controllers, and from them. */
@NullMarked
package io.opsswitch.openflow.message.packet;

import org.jspecify.annotations.NullMarked;
