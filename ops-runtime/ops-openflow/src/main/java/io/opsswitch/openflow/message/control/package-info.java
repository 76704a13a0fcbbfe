/* SPDX-License-Identifier: Apache-2.0 */
/** Messages about the connection and the switch as a whole: hello, errors, features, roles, what is sent unasked. */
@NullMarked
package io.opsswitch.openflow.message.control;

import org.jspecify.annotations.NullMarked;
