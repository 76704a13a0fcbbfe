/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What a feature module may rely on: the {@link io.opsswitch.features.Feature} service interface with its lifecycle, and
 * {@link io.opsswitch.features.Features}, the enabled features and key-values of the image it runs in. JDK only.
 */
@NullMarked
package io.opsswitch.features;

import org.jspecify.annotations.NullMarked;
