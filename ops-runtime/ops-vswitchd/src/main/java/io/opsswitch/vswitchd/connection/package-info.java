/* SPDX-License-Identifier: Apache-2.0 */
/**
 * Connections of OpenFlow: made or accepted, their version negotiated, probed, bounded, and handed to the bridge's thread
 * message by message.
 */
@NullMarked
package io.opsswitch.vswitchd.connection;

import org.jspecify.annotations.NullMarked;
