/* SPDX-License-Identifier: Apache-2.0 */
/** A switch inside the JVM: {@link io.opsswitch.embedded.OpsSwitch}. */
@NullMarked
package io.opsswitch.embedded;

import org.jspecify.annotations.NullMarked;
