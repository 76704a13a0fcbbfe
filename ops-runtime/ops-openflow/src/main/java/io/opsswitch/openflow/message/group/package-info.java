/* SPDX-License-Identifier: Apache-2.0 */
/** Messages about groups: changes, descriptions, statistics, what the switch can do. */
@NullMarked
package io.opsswitch.openflow.message.group;

import org.jspecify.annotations.NullMarked;
