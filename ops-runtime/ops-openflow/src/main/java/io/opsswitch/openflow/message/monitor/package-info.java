/* SPDX-License-Identifier: Apache-2.0 */
/** Messages about monitors of flows: requests, updates, pauses. */
@NullMarked
package io.opsswitch.openflow.message.monitor;

import org.jspecify.annotations.NullMarked;
