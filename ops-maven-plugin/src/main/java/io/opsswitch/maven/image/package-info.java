/* SPDX-License-Identifier: Apache-2.0 */
/**
 * From a platform's configuration to an image: evaluation, manifest, assembly. Knows no Maven types, so that other
 * build tools could drive it.
 *
 * <p>Data flows one way: {@link io.opsswitch.maven.image.Product} and platform, to {@link
 * io.opsswitch.maven.image.PlatformConfiguration}, to {@link io.opsswitch.maven.image.ImagePlan}, to {@link
 * io.opsswitch.maven.image.ImageAssembler}.
 */
@NullMarked
package io.opsswitch.maven.image;

import org.jspecify.annotations.NullMarked;
