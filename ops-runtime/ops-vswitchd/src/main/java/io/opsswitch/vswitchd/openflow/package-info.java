/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The OpenFlow endpoint of a bridge: what controllers ask and change, and what they are told. {@link
 * io.opsswitch.vswitchd.openflow.OpenFlowBridge} is the way in; requests are answered by one class for each topic.
 */
@NullMarked
package io.opsswitch.vswitchd.openflow;

import org.jspecify.annotations.NullMarked;
