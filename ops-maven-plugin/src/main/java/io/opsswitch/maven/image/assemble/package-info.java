/* SPDX-License-Identifier: Apache-2.0 */
/** The last step of a build: the image's folder, its archives and its bills, each written only where something changed. */
@NullMarked
package io.opsswitch.maven.image.assemble;

import org.jspecify.annotations.NullMarked;
