/* SPDX-License-Identifier: Apache-2.0 */
/** Messages about ports: descriptions, states, changes, statistics. */
@NullMarked
package io.opsswitch.openflow.message.port;

import org.jspecify.annotations.NullMarked;
