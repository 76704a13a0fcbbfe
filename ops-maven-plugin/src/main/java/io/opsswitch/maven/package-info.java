/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The goals of the plugin. Mojos only adapt: they turn parameters into the types of {@link io.opsswitch.maven.image},
 * call it, and turn its one exception into Maven's.
 */
@NullMarked
package io.opsswitch.maven;

import org.jspecify.annotations.NullMarked;
