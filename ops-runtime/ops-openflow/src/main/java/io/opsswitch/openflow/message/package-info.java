/* SPDX-License-Identifier: Apache-2.0 */
/** Messages of OpenFlow: the one table of their forms on the wire, and how they become Java values and back. */
@NullMarked
package io.opsswitch.openflow.message;

import org.jspecify.annotations.NullMarked;
