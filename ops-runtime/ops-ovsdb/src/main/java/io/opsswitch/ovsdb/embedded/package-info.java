/* SPDX-License-Identifier: Apache-2.0 */
/** A server inside the JVM of a test. */
@NullMarked
package io.opsswitch.ovsdb.embedded;

import org.jspecify.annotations.NullMarked;
