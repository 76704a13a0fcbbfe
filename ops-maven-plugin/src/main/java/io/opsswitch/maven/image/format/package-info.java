/* SPDX-License-Identifier: Apache-2.0 */
/**
 * The forms in which an image leaves the build: archives and packages, made from its folder. Each is a function of the
 * files' names and contents alone, so that two builds of one source give the same bytes.
 */
@NullMarked
package io.opsswitch.maven.image.format;

import org.jspecify.annotations.NullMarked;
