/* SPDX-License-Identifier: Apache-2.0 */
/** What a flow does with packets: actions and instructions, and their forms on the wire and in text. */
@NullMarked
package io.opsswitch.openflow.action;

import org.jspecify.annotations.NullMarked;
