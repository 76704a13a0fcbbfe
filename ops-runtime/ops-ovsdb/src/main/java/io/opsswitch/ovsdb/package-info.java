/* SPDX-License-Identifier: Apache-2.0 */
/** OVSDB (RFC 7047): schemas, types and values. */
@NullMarked
package io.opsswitch.ovsdb;

import org.jspecify.annotations.NullMarked;
