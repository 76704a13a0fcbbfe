/* SPDX-License-Identifier: Apache-2.0 */
/**
 * What an image gets from the packages of its features: exactly what these need, each artifact in one version. Knows
 * neither Maven nor files, only a tree of names and versions.
 */
@NullMarked
package io.opsswitch.maven.image.union;

import org.jspecify.annotations.NullMarked;
