/* SPDX-License-Identifier: Apache-2.0 */
/** Messages about meters: changes, configuration, statistics, what the switch can do. */
@NullMarked
package io.opsswitch.openflow.message.meter;

import org.jspecify.annotations.NullMarked;
