/* SPDX-License-Identifier: Apache-2.0 */
/** The files that say what is in an image: finding and reading them. Nothing here knows of {@code Features}. */
@NullMarked
package io.opsswitch.features.manifest;

import org.jspecify.annotations.NullMarked;
