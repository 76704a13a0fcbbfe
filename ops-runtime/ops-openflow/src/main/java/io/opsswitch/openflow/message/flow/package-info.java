/* SPDX-License-Identifier: Apache-2.0 */
/** Messages about flows: changes, removal, statistics. */
@NullMarked
package io.opsswitch.openflow.message.flow;

import org.jspecify.annotations.NullMarked;
