/* SPDX-License-Identifier: Apache-2.0 */
/** Messages about queues of ports: configuration and statistics. */
@NullMarked
package io.opsswitch.openflow.message.queue;

import org.jspecify.annotations.NullMarked;
