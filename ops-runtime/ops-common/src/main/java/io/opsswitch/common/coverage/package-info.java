/* SPDX-License-Identifier: Apache-2.0 */
/** Counters of events, as {@code coverage/show} prints them. */
@NullMarked
package io.opsswitch.common.coverage;

import org.jspecify.annotations.NullMarked;
