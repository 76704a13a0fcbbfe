/* SPDX-License-Identifier: Apache-2.0 */
/** What clients are told about changes: requests, conditions and the encoding of updates. */
@NullMarked
package io.opsswitch.ovsdb.monitor;

import org.jspecify.annotations.NullMarked;
