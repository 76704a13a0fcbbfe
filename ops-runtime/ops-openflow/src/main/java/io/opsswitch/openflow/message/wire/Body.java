/* SPDX-License-Identifier: Apache-2.0 */
package io.opsswitch.openflow.message.wire;

/**
 * What a message says, in a form that is the same in all versions of OpenFlow. Bodies are immutable records; arrays of
 * bytes in them are not to be changed.
 */
public interface Body {}
