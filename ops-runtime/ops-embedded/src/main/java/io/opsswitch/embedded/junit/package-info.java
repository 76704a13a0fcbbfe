/* SPDX-License-Identifier: Apache-2.0 */
/** JUnit 5 starts switches for tests. Needs {@code junit-jupiter-api} on the class path. */
@NullMarked
package io.opsswitch.embedded.junit;

import org.jspecify.annotations.NullMarked;
