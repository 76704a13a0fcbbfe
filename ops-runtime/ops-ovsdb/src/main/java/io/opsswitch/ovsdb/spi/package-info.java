/* SPDX-License-Identifier: Apache-2.0 */
/** What features can add to an OVSDB server; found with {@link java.util.ServiceLoader}. */
@NullMarked
package io.opsswitch.ovsdb.spi;

import org.jspecify.annotations.NullMarked;
